/** Whether the database keeps what it is given: one line, written and read back. */
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'

const NAME = 'probe'

/** Gives the work for an instant (ms). Fails when what is read is not what was written. */
export function probing({ db }: Dialect): (at: number) => Work<void> {
  const write = prepare(
    db
      .insertInto('counter')
      .values({ name: NAME, value: slot<number>('at') })
      .onConflict((c) => c.column('name').doUpdateSet({ value: slot<number>('at') }))
      .returning('name'),
  )
  const read = prepare(db.selectFrom('counter').select('value').where('name', '=', NAME))
  return function* (at) {
    yield* ask(write, { at })
    const [line] = yield* ask(read, {})
    if (Number(line?.value) !== at) throw new Error('the database does not keep what it is given')
  }
}
