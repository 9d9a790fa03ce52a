import { createRequire } from 'node:module'
import * as ours from '../../adapters/sdk.ts'
import { type Sdk, sdkContract } from './sdk.ts'

const others = (process.env.SDK_MODULES ?? '').split(',').filter(Boolean)
const load = createRequire(import.meta.url)

sdkContract(others.length > 0 ? (Object.assign({}, ...others.map((path) => load(path))) as Sdk) : ours)
