/** The files that describe the project to catalogues and to the machines that check it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { knowledgeFolder } from './fixtures/knowledge-folder.ts'
import { ROOT } from './program.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

describe('publiccode.yml', () => {
  const publiccode = parseYaml(read('publiccode.yml'))

  it('has every key that version 0.4 of the standard demands', () => {
    expect(publiccode).toMatchObject({
      publiccodeYmlVersion: '0.4',
      name: expect.any(String),
      url: expect.stringMatching(/^https:\/\//),
      platforms: ['web'],
      categories: expect.arrayContaining([expect.any(String)]),
      developmentStatus: expect.stringMatching(/^(concept|development|beta|stable|obsolete)$/),
      softwareType: 'standalone/web',
      legal: { license: expect.any(String) },
      maintenance: { type: 'community', contacts: [{ name: expect.any(String) }] },
      localisation: { localisationReady: true, availableLanguages: ['de', 'en'] },
    })
    // Mandatory only once there is a release.
    expect(Object.keys(publiccode)).not.toContain('softwareVersion')
  })

  it.each(['de', 'en'])('describes itself in %s within the lengths of the standard', (lang) => {
    const { genericName, shortDescription, longDescription, features, screenshots } = publiccode.description[lang]
    expect(genericName.length).toBeLessThanOrEqual(35)
    expect(shortDescription.length).toBeLessThanOrEqual(150)
    expect(longDescription.length).toBeGreaterThanOrEqual(500)
    expect(longDescription.length).toBeLessThanOrEqual(10_000)
    expect(features.filter((feature: string) => feature.length > 100)).toEqual([])
    expect(screenshots.filter((path: string) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('says of licence and name what package.json says', () => {
    const { license, name } = JSON.parse(read('package.json')) as { license: string; name: string }
    expect(publiccode.legal.license).toBe(license)
    expect(publiccode.name.toLowerCase()).toBe(name)
  })
})

describe('the machines that check a repository with content alone', () => {
  /** As the platform runs it: in the content's folder, with the image's folder for the program. */
  const ran = (command: string) => {
    const folder = knowledgeFolder({ 'articles/kaputt.md': '---\ntitle: a: b\n---\nText.\n', '.git/HEAD': 'x', '.github/x.md': 'x' })
    return spawnSync('sh', ['-c', command.replaceAll('/app', ROOT)], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
    })
  }

  it('GitHub: annotations with the paths of that repository', () => {
    const { jobs } = parseYaml(read('docs/content-repository/github.yml'))
    expect(jobs.check.container.image).toContain('vars.WEGWEISER_IMAGE')
    const [command] = jobs.check.steps.flatMap(({ run }: { run?: string }) => run ?? [])
    const { status, stdout } = ran(command)
    expect(status).toBe(1)
    expect(stdout).toMatch(/^::error file=articles\/kaputt\.md,line=2,col=8,/m)
    expect(stdout).not.toContain('.git')
  })

  it('GitLab: the report that the job hands over', () => {
    const { check } = parseYaml(read('docs/content-repository/gitlab.yml'))
    const { codequality } = check.artifacts.reports
    const { status, stdout } = ran(`${check.script.join(' && ')}; code=$?; cat ${codequality}; exit $code`)
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ location: { path: 'articles/kaputt.md', lines: { begin: 2 } } }))
  })
})

describe('the machines that check', () => {
  it.each(['.github/workflows/ci.yml', '.gitlab-ci.yml', '.ci/run'])('%s runs the test command of the README', (path) => {
    const command = 'npm cit'
    expect(read('README.md')).toContain(`\n${command} `)
    expect(read(path)).toMatch(new RegExp(`(?:run: |- |exec )${command}\\n`))
  })

  it.each(['.github', '.gitlab'])('%s holds YAML that can be read', (folder) => {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'))
    for (const name of files) expect(parseYaml(read(join(folder, name))), name).toBeTypeOf('object')
  })
})
