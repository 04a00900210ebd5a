// The other side of workers: sends commands as a service of Node does, with KafkaJS, and shows a topic as it reads it.

const { Kafka, logLevel } = require('kafkajs')
const { settings, say, listen } = require('./lines.cjs')

const kafka = new Kafka({ clientId: 'peer', brokers: [settings.brokers], logLevel: logLevel.ERROR })

async function send(topic, commands) {
  const producer = kafka.producer()
  await producer.connect()
  const messages = commands.map(([key, label, text]) => ({ key, value: JSON.stringify({ messageLabel: label, messagePayload: JSON.parse(text) }) }))
  await producer.send({ topic, messages })
  await producer.disconnect()
  say('sent', messages.length)
}

// [key, bytes, the bytes that Node would have written for the same value, names of headers, partition] of each record, until there are so many
async function show(topic, groupId, count) {
  const consumer = kafka.consumer({ groupId })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  let seen = 0
  await new Promise((done) =>
    consumer.run({
      eachMessage: async ({ partition, message: { key, value, headers } }) => {
        const again = Buffer.from(JSON.stringify(JSON.parse(value.toString())))
        say('record', key.toString(), value.toString('hex'), again.toString('hex'), Object.keys(headers), partition)
        if (++seen === count) done()
      },
    }),
  )
  await consumer.disconnect()
  say('shown', seen)
}

listen({ send, show })
