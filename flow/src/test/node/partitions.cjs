// Where KafkaJS 1.x puts keys: the vectors that KafkaJsPartitionerTest compares with, [key in UTF-8, hash] a line. Needs the package:
// npm install --prefix FOLDER kafkajs@1.16.0
// NODE_PATH=FOLDER/node_modules node flow/src/test/node/partitions.cjs > flow/src/test/resources/dev/leat/flow/partitions.jsonl

const murmur2 = require('kafkajs/src/producer/partitioners/default/murmur2')
const { DefaultPartitioner } = require('kafkajs').Partitioners

let seed = 20101222
function bits() {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return (mixed ^ (mixed >>> 14)) >>> 0
}

function vector(bytes) {
  const key = Buffer.from(bytes)
  const partition = (count) =>
    DefaultPartitioner()({
      topic: 'events',
      partitionMetadata: Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 0 })),
      message: { key },
    })
  // [key, hash, partition of 1, 2, 3, 6, 12 and 1,000]
  console.log(JSON.stringify([key.toString('hex'), murmur2(key), ...[1, 2, 3, 6, 12, 1000].map(partition)]))
}

for (const key of ['', 'a', 'ab', 'abc', 'abcd', '\u00e9', 'sagaId1', 'sagaId2', 'flow-service_1', '7362ae8e-02c1-481c-ad7b-ba80b2336d82', 'd7cddc1b-393d-4827-a2ae-ae8d311c2372'])
  vector(key)
for (let i = 0; i < 300; i++) vector(Array.from({ length: i % 70 }, () => bits() & 0xff))
for (let i = 0; i < 100; i++) vector('EXAMPLE_' + bits() + '_SAGA')
