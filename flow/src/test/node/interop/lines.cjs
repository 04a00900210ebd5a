// How scripts and NodeIT talk: one JSON array a line, in both directions. Settings are the first argument, an object as JSON.

const readline = require('readline')

exports.settings = JSON.parse(process.argv[2])

exports.say = (...words) => process.stdout.write(JSON.stringify(words) + '\n')

// Calls answers[word](...more words) for each line, one after the other; their end is the end of the input, or of the test.
exports.listen = async (answers) => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [word, ...more] = JSON.parse(line)
    await answers[word](...more)
  }
  process.exit(0)
}
