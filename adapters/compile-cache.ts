/**
 * Loaded before the program (`--import`): what Node compiled of a file that is still the same is compiled already at the next start. Kept beside
 * the packages; where nothing can be written there, Node goes on without it.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const folder = process.env.NODE_COMPILE_CACHE || join(import.meta.dirname, '../node_modules/.cache/compile')
enableCompileCache?.(folder)
// Threads and programs that are started from here read the same.
process.env.NODE_COMPILE_CACHE = folder
