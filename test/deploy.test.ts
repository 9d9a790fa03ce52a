/** The files for a server of one's own: what they set exists, what they ask is served, and instances share what they must. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { SETTINGS } from '../adapters/settings.ts'
import { ROOT } from './program.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
interface Service {
  environment: Record<string, string>
  read_only?: boolean
  volumes?: string[]
  tmpfs?: string[]
}
const compose = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> }
const kubernetes = parseAllDocuments(read('deploy/kubernetes.yaml')).map((document) => {
  expect(document.errors).toEqual([])
  return document.toJS() as { kind: string; spec: Record<string, unknown> }
})
/** Served by the program itself; `test/server.test.ts` holds what they say. */
const HEALTH = ['/healthz', '/readyz', '/metrics']

it('compose.yaml runs two instances of one image with the same settings, and each writes into its own folder alone', () => {
  const { one, two, database, proxy } = compose.services
  expect(one!.environment).toEqual(two!.environment)
  for (const name of Object.keys(one!.environment)) expect(Object.keys(SETTINGS)).toContain(name)
  expect(one!.environment).toMatchObject({ TRUST_PROXY: 'true', WEBCHAT_SECRET: expect.any(String), DATABASE_URL: expect.any(String) })
  for (const service of [one!, two!]) expect([service.read_only, service.tmpfs]).toEqual([true, ['/tmp']])
  expect([one!.volumes, two!.volumes]).toEqual([['one:/data'], ['two:/data']])
  const named = [one, two, database, proxy].flatMap((service) => service!.volumes!.map((volume) => volume.split(':')[0]!))
  expect(named.filter((name) => !name.startsWith('.')).sort()).toEqual(Object.keys(compose.volumes).sort())
})

it('the proxy leads to both of them and shows nobody outside their health', () => {
  const caddy = read('deploy/Caddyfile')
  expect(compose.services.proxy!.environment.INSTANCES).toBe('one:3978 two:3978')
  expect(read('Dockerfile')).toContain('EXPOSE 3978')
  for (const path of HEALTH) expect(caddy).toMatch(new RegExp(`@inside path .*${path}`))
})

it('the example for Kubernetes probes what is served, sets what exists, and writes nowhere but into what it mounts', () => {
  expect(kubernetes.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget', 'Ingress'])
  const pod = (kubernetes[0]!.spec as { template: { spec: Record<string, unknown> } }).template.spec
  const [container] = pod.containers as Record<string, unknown>[]
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
    expect(HEALTH).toContain((container![probe] as { httpGet: { path: string } }).httpGet.path)
  for (const { name } of container!.env as { name: string }[]) expect(Object.keys(SETTINGS)).toContain(name)
  expect(container!.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false })
  const mounts = (container!.volumeMounts as { name: string }[]).map(({ name }) => name)
  expect((pod.volumes as { name: string }[]).map(({ name }) => name)).toEqual(mounts)
})
