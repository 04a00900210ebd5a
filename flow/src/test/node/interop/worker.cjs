// A worker built on the original client. It answers each command 'echo' by an event 'echoed' with the same payload.

const { FMClientBuilder } = require('@mia-platform/flow-manager-client')
const { settings, say, listen } = require('./lines.cjs')

const log = Object.fromEntries(['debug', 'info'].map((level) => [level, () => {}]))
for (const level of ['warn', 'error']) log[level] = (...words) => console.error(level, JSON.stringify(words))
log.child = () => log

const builder = new FMClientBuilder(log, { clientId: 'node', brokers: settings.brokers })
if (settings.group) builder.configureCommandsExecutor(settings.commands, { groupId: settings.group })
const client = builder.configureEventsEmitter(settings.events).build()
if (settings.group) {
  client.onCommand('echo', async (sagaId, payload, emitEvent) => {
    await emitEvent('echoed', payload)
    say('echoed', sagaId)
  })
}

// start() gives up after some 600 ms; the client goes on.
async function ready() {
  while (!client.isReady()) await new Promise((later) => setTimeout(later, 50))
  say('started')
}

client.start().catch((late) => console.error(late.message)).then(ready).then(() =>
  listen({
    emit: async (event, sagaId, payload) => {
      await client.emit(event, sagaId, payload)
      say('emitted', sagaId)
    },
    stop: async () => {
      await client.stop()
      process.exit(0)
    },
  }),
)
