import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Hundreds of programs are started: what Node compiled of a file that is still the same is compiled already. Children inherit it. */
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compile')

/** Tests of what answers: nothing in there starts a program or changes the process, so its modules are read once for all of them. */
const INSIDE = ['bot', 'feeds', 'guides', 'impact', 'knowledge', 'requests', 'search', 'understanding'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
)

export default defineConfig({
  test: {
    // Real programs start in these tests (server, PostgreSQL, Chromium) on machines with two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: { provider: 'v8', include: ['bot/**/*.ts'], reporter: ['text', 'json'], reportsDirectory: 'coverage', reportOnFailure: true },
    projects: [
      { extends: true, test: { name: 'inside', include: INSIDE, isolate: false } },
      { extends: true, test: { name: 'outside', include: ['test/**/*.test.ts'], exclude: INSIDE } },
    ],
  },
})
