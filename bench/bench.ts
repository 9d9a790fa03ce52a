/** `npm run bench -- search|talks|follow-ups|parts|profile|coverage|turns|shares|load|reload|start|sockets`: the measurements of docs/figures.md, as ratios in one run. */
import { refuse } from '../adapters/cli/arguments.ts'

const [name = '', ...args] = process.argv.slice(2)
// Each part is loaded only when asked for: the peers of the search alone take seconds to load.
if (name === 'search') await (await import('./search.ts')).benchSearch(args)
else if (name === 'turns') await (await import('./turns.ts')).benchTurns(args)
else if (name === 'shares') await (await import('./shares.ts')).benchShares(args)
else if (name === 'talks') await (await import('./talks.ts')).benchTalks(args)
else if (name === 'follow-ups') await (await import('./follow-ups.ts')).benchFollowUps(args)
else if (name === 'parts') await (await import('./parts.ts')).benchParts(args)
else if (name === 'profile') await (await import('./profile.ts')).benchProfile(args)
else if (name === 'coverage') await (await import('./coverage.ts')).benchCoverage(args)
else if (name === 'load') await (await import('./load.ts')).benchLoad(args)
else if (name === 'reload') await (await import('./reload.ts')).benchReload(args)
else if (name === 'start') await (await import('./start.ts')).benchStart(args)
else if (name === 'sockets') await (await import('./sockets.ts')).benchSockets(args)
else refuse('npm run bench -- search|talks|follow-ups|parts|profile|coverage|turns|shares|load|reload|start|sockets')
