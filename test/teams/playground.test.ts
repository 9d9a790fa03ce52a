import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

/** The Playground listens on all addresses, so it only runs where it can have a network of its own. */
const namespace = ['unshare', ['--net', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), 'sh', '-c']] as const
const possible = spawnSync(namespace[0], [...namespace[1], 'ip link set lo up']).status === 0

describe.skipIf(!possible)('staff in the Agents Playground (needs unshare and ip)', () => {
  it('ask, are led, search, connect a channel, and handle a request', async () => {
    const program = `ip link set lo up && exec "${process.execPath}" "${join(import.meta.dirname, 'playground-run.ts')}"`
    const { stdout } = await promisify(execFile)(namespace[0], [...namespace[1], program], { timeout: 150_000 }).catch(
      (error: { stdout: string }) => error,
    )
    const steps = stdout
      .split('\n')
      .filter((line) => line.startsWith('{"step"'))
      .map((line) => JSON.parse(line) as { step: string; ok: boolean; problem?: string })
    expect(steps.filter(({ ok }) => !ok)).toEqual([])
    expect(steps.map(({ step }) => step)).toEqual([
      'greeting',
      'question',
      'guide',
      'overview',
      'search',
      'link',
      'connect',
      'request',
      'claim',
      'note',
      'close',
    ])
  }, 160_000)
})
