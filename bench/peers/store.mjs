// The work that all Node peers share: products from the SQLite file that bench/common/products.py makes.
import Database from 'better-sqlite3'

export const port = Number(process.env.PORT ?? 8080)

const file = (process.env.DATABASE_URL ?? 'file:products.db').replace(/^file:/, '')
const database = new Database(file, { readonly: true, fileMustExist: true })
database.pragma('mmap_size = 268435456')

const columns = 'id, slug, name, description, priceCents, stock, rating, active, createdAt'
const one = database.prepare(`SELECT ${columns} FROM Product WHERE id = ?`)
const page = database.prepare(`SELECT ${columns} FROM Product ORDER BY id LIMIT 50`)

function product(row) {
  row.active = row.active !== 0
  return row
}

/** The product with this id, or undefined. */
export function findProduct(id) {
  const row = one.get(id)
  return row && product(row)
}

/** The first 50 products. */
export function listProducts() {
  return page.all().map(product)
}
