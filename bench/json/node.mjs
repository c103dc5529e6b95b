// Node's JSON between Buffers and objects, as a server uses it: node node.mjs order.json products.json
// Prints nanoseconds of CPU time an operation by name, as JSON.
import { readFileSync } from 'node:fs'

const documents = { order: readFileSync(process.argv[2]), products: readFileSync(process.argv[3]) }
const milliseconds = 400
let sink

function nanoseconds(operation) {
  for (let i = 0; i < 20000; i++) sink = operation()
  let done = 0
  const before = process.cpuUsage()
  const end = performance.now() + milliseconds
  while (performance.now() < end) {
    for (let i = 0; i < 200; i++) sink = operation()
    done += 200
  }
  const { user, system } = process.cpuUsage(before)
  return ((user + system) * 1000) / done
}

const result = {}
for (const [name, bytes] of Object.entries(documents)) {
  const value = JSON.parse(bytes)
  if (!Buffer.from(JSON.stringify(value)).equals(bytes)) throw new Error(`${name} is written differently`)
  result[`serialise ${name}`] = nanoseconds(() => Buffer.from(JSON.stringify(value)))
  result[`parse ${name}`] = nanoseconds(() => JSON.parse(bytes.toString()))
}
console.log(JSON.stringify(result))
