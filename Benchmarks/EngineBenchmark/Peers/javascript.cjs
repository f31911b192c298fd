// The same workloads in graphql-js: one line `name nanoseconds` each.
const fs = require('fs'), path = require('path')
const { buildSchema, parse, validate, execute } = require(process.argv[2])
const folder = path.dirname(__dirname), read = (name) => fs.readFileSync(path.join(folder, name), 'utf8')
const schema = buildSchema(read('shop.graphql'))
const range = (count) => Array.from({ length: count }, (_, index) => index)
const below = (count, parents, parent) => { const size = count / parents; return range(size).map((i) => parent * size + i) }
const rows = range(1000).map((i) => ({
  id: `r${i}`, name: `Row ${i}`, note: `Some "quoted" text ${i}`, count: i, price: i * 0.25, active: i % 2 === 0,
  kind: 'ABC'[i % 3], rank: i * 7 }))
const option = (i) => ({ id: `o${i}`, name: `Option ${i}`, price: i * 5, isDefault: i % 10 === 0 })
const group = (i) => ({ id: `g${i}`, name: `Group ${i}`, options: below(3000, 300, i).map(option) })
const item = (i) => ({
  id: `i${i}`, name: `Item ${i}`, description: `A "fine" dish, number ${i}`, price: i * 50,
  groups: below(300, 100, i).map(group) })
const category = (i) => ({ id: `c${i}`, name: `Category ${i}`, items: below(100, 10, i).map(item) })
const rootValue = { rows, menu: { name: 'Menu', categories: range(10).map(category) } }

function measure(name, body) {
  let best = Infinity
  body()
  for (let run = 0; run < 7; run++) {
    let count = 0
    const start = process.hrtime.bigint()
    let end
    do { body(); count++; end = process.hrtime.bigint() } while (end - start < 50_000_000n)
    best = Math.min(best, Number(end - start) / count)
  }
  console.log(name, Math.round(best))
}
const text = (document) => {
  const result = execute({ schema, document, rootValue })
  if (result.errors) throw result.errors[0]
  return JSON.stringify(result)
}
const large = read('large.graphql'), document = parse(large)
measure('parse', () => parse(large))
measure('validate', () => validate(schema, document))
measure('parse+validate', () => validate(schema, parse(large)))
for (const [name, source] of [['typename', '{ __typename }'], ...['rows', 'tree', 'introspection'].map((n) => [n, read(`${n}.graphql`)])]) {
  const known = parse(source)
  measure(`${name}-cold`, () => { const d = parse(source); validate(schema, d); return text(d) })
  measure(name, () => text(known))
}
