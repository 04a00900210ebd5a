// What Node makes of numbers, strings, dates, objects and bytes: the vectors that WireTest compares with, one JSON array a line.
// node flow/src/test/node/wire.mjs > flow/src/test/resources/dev/leat/flow/wire.jsonl

const ascii = (text) => text.replace(/[\u007f-\uffff]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'))
const print = (...vector) => console.log(ascii(JSON.stringify(vector)))

// A generator with a seed: 32 bits a call, the same in each run (mulberry32).
let seed = 20101222
function bits() {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return (mixed ^ (mixed >>> 14)) >>> 0
}
const below = (bound) => bits() % bound

// ["number", the bits of a double, what stringify writes]
const view = new DataView(new ArrayBuffer(8))
function double(value) {
  view.setFloat64(0, value)
  print('number', view.getBigUint64(0).toString(16).padStart(16, '0'), JSON.stringify(value))
}
function doubleOf(sign, exponent, fraction) {
  view.setBigUint64(0, (BigInt(sign) << 63n) | (BigInt(exponent) << 52n) | fraction)
  double(view.getFloat64(0))
}
const fraction = () => (BigInt(bits() & 0xfffff) << 32n) | BigInt(bits())

for (const value of [
  0, -0, 1, -1, 1.5, 0.1, 0.2, 0.1 + 0.2, 0.5, 1 / 3, 2 / 3, 100, 1e5, 123456.789, 1e-5, 1e-6, 1.5e-6, 1e-7, 1.5e-7, 1.234e-7, 1e15, 1e16, 1e17, 1e20,
  1e21, 1.5e21, 1e22, 1e23, 2e23, 9e22, 5e-324, 1e-323, 1.5e-323, 2e-323, 1e-322, 1.7976931348623157e308, 2.2250738585072014e-308, 2.225073858507201e-308,
  4.35, 4.349999999999999, 123456789012345680000, 1234567890123456800000, 9007199254740991, 9007199254740992, 9007199254740994, -9007199254740993,
  9223372036854775807, -9223372036854775808, 18446744073709551615, 4294967295, 2147483648, 5.684341886080802e-14, 2.98023223876953125e-8, 9.5367431640625e-7,
  999999999999999900000, 999999999999999999999, 0.000001, 0.0000015, 0.00000099999999999999, 12345678.90625, NaN, Infinity, -Infinity,
]) double(value)
for (let exponent = 0; exponent < 2047; exponent++) doubleOf(below(2), exponent, fraction())
for (let exponent = 1; exponent < 2047; exponent += 4) doubleOf(0, exponent, 0n)
for (let bit = 0n; bit < 52n; bit++) doubleOf(0, 0, 1n << bit)
for (let i = 0; i < 40; i++) doubleOf(below(2), 0, fraction() >> BigInt(below(52)))
for (let i = -20; i < 20; i++) double(2 ** 53 + i)
for (let i = 0; i < 100; i++) double(Number((BigInt(bits()) << 22n) + BigInt(bits() & 0x3fffff)) * (below(2) ? 1 : 2 ** below(12)))
for (let i = 0; i < 100; i++) double(bits() / 10 ** below(12))
for (let exponent = -30; exponent < 30; exponent++) double(Number(1 + below(9) + 'e' + exponent))

// ["string", UTF-16 units, what stringify writes]
function string(text) {
  print('string', [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join(''), JSON.stringify(text))
}
for (const text of ['', 'plain', '/', '</script>', '"\\', '\u2028\u2029', '\u00e9\u20ac', '\ufeff', '\uffff\ufffe', '\u007f\u0080\u009f', '\ud83d\ude00',
  '\ud83d', '\ude00', '\ude00\ud83d', 'a\ud83db', '\ud83d\ud83d\ude00\ude00', '\udfff', '\udbff\udc00'])
  string(text)
for (let unit = 0; unit < 0x20; unit++) string(String.fromCharCode(unit))
for (let i = 0; i < 60; i++) {
  const pools = [[0, 0x80], [0x80, 0x800], [0xd7f0, 0x820], [0, 0x10000]]
  string(String.fromCharCode(...Array.from({ length: below(12) }, () => { const [from, size] = pools[below(4)]; return from + below(size) })))
}

// ["date", milliseconds, what stringify writes]
for (const millis of [0, 1, -1, 999, 1000, 1293013740000, 1293013740120, -62135596800000, -62167219200000, -62167219200001, 253402300799999, 253402300800000, 8640000000000000,
  -8640000000000000])
  print('date', millis, JSON.stringify(new Date(millis)))

// ["again", JSON text, what stringify writes of what parse has read]
const again = (text) => print('again', text, JSON.stringify(JSON.parse(text)))
for (const text of ['{}', '[]', 'null', 'true', 'false', '""', '0', '-0', '-0.0', '1.0', '1.10', '1e2', '1E+2', '100e-2', '1e21', '1e-7', '0.1e1', '0e5', '5e-324',
  '123456789012345680000', '1000000000000000000000', '1e0', '-1.5E-10', '2.50', '0.00000012',
  ' { "a" : [ 1 , 2 , { } ] , "b" : null }\r\n\t', '{"b":1,"a":2,"b":3}', '{"2":1,"b":2,"1":3,"a":4,"0":5}', '{"10":1,"9":2,"010":3,"-1":4,"1.5":5,"1e3":6,"":7," 1":8}',
  '{"z":0,"4294967296":3,"4294967295":2,"4294967294":1,"4294967293":4,"42949672940":5,"x":6,"0":7,"00":8}', '{"1":1,"b":0,"1":2}', '{"b":{"2":[],"1":{"z":0,"7":0}},"0":[{"y":0,"3":0}]}',
  '{"__proto__":1,"constructor":2,"a":3}', '"\\u0041\\u00e9\\u2028\\/\\b\\f\\n\\r\\t\\"\\\\"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ude00\\ud83d"', '{"\\ud83d\\ude00":1,"\\n":2,"\u00e9":3}',
  '[null,true,[[]],[{}],""]', '\n[1]\n'])
  again(text)
function tree(depth) {
  switch (depth === 0 ? below(5) : below(8)) {
    case 0: return below(1000) - 500
    case 1: view.setUint32(0, bits()); view.setUint32(4, bits()); return view.getFloat64(0)
    case 2: return [null, true, false][below(3)]
    case 3: return String.fromCharCode(...Array.from({ length: below(6) }, () => below(0x3000)))
    case 4: return bits() / 1000
    case 5: return Array.from({ length: below(4) }, () => tree(depth - 1))
    default: {
      const object = {}
      for (let i = below(6); i > 0; i--) object[below(2) ? String(below(below(2) ? 20 : 2 ** 32)) : 'k' + below(6)] = tree(depth - 1)
      return object
    }
  }
}
// Written by hand in shuffled order, since an object of JavaScript has already put its keys in order.
function shuffled(value) {
  if (Array.isArray(value)) return '[' + value.map(shuffled).join(',') + ']'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value)
  for (let i = keys.length - 1; i > 0; i--) { const j = below(i + 1); [keys[i], keys[j]] = [keys[j], keys[i]] }
  return '{' + keys.map((key) => JSON.stringify(key) + ':' + shuffled(value[key])).join(',') + '}'
}
for (let i = 0; i < 120; i++) again(shuffled(tree(4)))

// ["message", label, JSON text of the payload or nothing, the value of the record]
const message = (label, text) =>
  print('message', label, ...(text === undefined ? [] : [text]), JSON.stringify({ messageLabel: label, messagePayload: text === undefined ? undefined : JSON.parse(text) }))
message('created')
for (const text of ['null', '{}', '{"b":1,"a":{"1":2}}', '[1,2]', '5', '"text"', 'false']) message('created', text)
message('', '{}')
message('with "quotes" and \u00e9', '{}')

// ["text", bytes, what toString makes of them]
const hex = (bytes) => Buffer.from(bytes).toString('hex')
const text = (bytes) => print('text', hex(bytes), Buffer.from(bytes).toString())
for (const bytes of [[], [0x61], [0xc3, 0xa9], [0xc3], [0xc3, 0x28], [0xa9], [0xe2, 0x82, 0xac], [0xe2, 0x82], [0xe2, 0x28, 0xa1], [0xe2, 0x82, 0x28], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf],
  [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], [0xf0, 0x9f, 0x98, 0x80], [0xf0, 0x9f, 0x98], [0xf0, 0x9f, 0x28, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf4, 0x8f, 0xbf, 0xbf],
  [0xf5, 0x80, 0x80, 0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xe0, 0xa0, 0x80], [0xff, 0xfe], [0xef, 0xbb, 0xbf, 0x61], [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0x80, 0x80, 0x61], [0xf1, 0x80, 0xc3, 0xa9], [0xe1, 0x80, 0xe2, 0xf0, 0x91, 0x92, 0xf1, 0xbf, 0x41]])
  text(bytes)
for (let i = 0; i < 100; i++) text(Array.from({ length: 1 + below(10) }, () => [0x61, 0x80 + below(0x40), 0xc0 + below(0x40), 0xe0 + below(0x10), 0xed, 0xf0 + below(8), below(256)][below(7)]))

// ["value", bytes of a record's value, "unreadable" | "unlabelled" | "message", label, JSON text of the payload or nothing]
function value(bytes) {
  const buffer = Buffer.from(bytes)
  let read
  try {
    read = JSON.parse(buffer.toString())
  } catch {
    return print('value', hex(buffer), 'unreadable')
  }
  if (read === null) return print('value', hex(buffer), 'unreadable')
  if (typeof read.messageLabel !== 'string') return print('value', hex(buffer), 'unlabelled')
  const payload = JSON.stringify(read.messagePayload)
  print('value', hex(buffer), 'message', read.messageLabel, ...(payload === undefined ? [] : [payload]))
}
for (const text of ['', ' ', '\n', 'null', ' null ', 'nul', 'hello', '{', '}', '[1,]', '{"messageLabel":"a",}', '{"messageLabel":"a"} x', '{"messageLabel":"a"}{}', "{'messageLabel':'a'}",
  '{messageLabel:"a"}', '{"messageLabel":"a\n"}', '{"messageLabel":"a\t"}', '{"messageLabel":"\\x"}', '{"messageLabel":"a","messagePayload":01}', '{"messageLabel":"a","messagePayload":+1}',
  '{"messageLabel":"a","messagePayload":.5}', '{"messageLabel":"a","messagePayload":1.}', '{"messageLabel":"a","messagePayload":1e}', '{"messageLabel":"a","messagePayload":NaN}',
  '{"messageLabel":"a","messagePayload":Infinity}', '{"messageLabel":"a","messagePayload":-}', '{"messageLabel":"a" /* c */}', '{"messageLabel":"a"}// c', '{"messageLabel":"a","messagePayload":undefined}',
  '\ufeff{"messageLabel":"a"}', '\u00a0{"messageLabel":"a"}', '\u000b{"messageLabel":"a"}', '{"messageLabel":"a"}\u0000', '\u001e{"messageLabel":"a"}', '{"messageLabel":"a"', '"messageLabel"', '{"messageLabel":"a","messagePayload":"\\ud83"}',
  '5', '-0', '1e400', 'true', '"text"', '[]', '[{"messageLabel":"a"}]', '{}', '{"messagePayload":{}}', '{"messageLabel":null}', '{"messageLabel":5,"messagePayload":{}}', '{"messageLabel":{}}',
  '{"messageLabel":["a"]}', '{"messageLabel":true}', '{"MessageLabel":"a"}', '{"messageLabel":"a","messageLabel":5}',
  '{"messageLabel":"a"}', '{"messageLabel":""}', '{"messageLabel":5,"messageLabel":"a"}', '{"messageLabel":"a","messagePayload":null}', '{"messageLabel":"a","messagePayload":5}',
  '{"messageLabel":"a","messagePayload":"text"}', '{"messageLabel":"a","messagePayload":false}', '{"messageLabel":"a","messagePayload":[1,{"b":2}]}', '{"messagePayload":{"z":1,"1":2},"messageLabel":"a"}',
  '{"messageLabel":"a","messagePayload":{},"more":{"deep":[1,2]},"headers":null}', '{"messageLabel":"\\u00e9\u00e9","messagePayload":{"\u20ac":1.50}}', '{"messageLabel":"a","messagePayload":1,"messagePayload":2}',
  '\r\n\t {"messageLabel" : "a"}\r\n\t ', '{"messageLabel":"\\ud83d","messagePayload":"\u2028"}', '{"messageLabel":"a","messagePayload":"\u007f"}', '{"messageLabel":"a","messagePayload":-0}',
  '{"messageLabel":"a","messagePayload":[1.0,1e5,1E-9,0.10,9007199254740992]}'])
  value(Buffer.from(text))
for (const bytes of [[0xff], [0x00], [0x22, 0xff, 0x22], Buffer.concat([Buffer.from('{"messageLabel":"a","messagePayload":"'), Buffer.from([0xe9, 0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  Buffer.concat([Buffer.from('{"messageLabel":"'), Buffer.from([0xe9]), Buffer.from('"}')]), Buffer.from('\ufeff{"messageLabel":"a"}', 'utf16le'), Buffer.from('{"messageLabel":"a"}', 'utf16le')])
  value(bytes)
