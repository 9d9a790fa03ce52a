/** The addresses for those who build on this: the developers' page, and the funding data with its description. */
import type { Request, Response } from 'restify'
import { type Made, made } from '../../respond.ts'
import type { PageContent } from '../frame/layout.ts'
import type { View } from '../frame/view.ts'
import { blocksPage } from './blocks-page.ts'
import { CATALOGUE_PATH, FILES } from './catalogue.ts'
import { dataFile, dataPage } from './data-page.ts'
import { DEVELOPERS_PATHS, developersPage } from './developers-page.ts'

type Get = (path: string, answer: (req: Request, res: Response) => unknown) => void

/** How the site sends what is the same for everybody: made once, kept under `key`, and sent. */
export interface OpenSending {
  view(): View
  page(req: Request, res: Response, current: View, key: string, make: () => PageContent): void
  /** For any website's script, too. */
  file(req: Request, res: Response, current: View, key: string, make: () => Made): void
}

export function openRoutes(get: Get, { view, page, file }: OpenSending): void {
  const pages: [path: string, make: (current: View) => PageContent][] = [
    [DEVELOPERS_PATHS.de, (current) => developersPage('de', current)],
    [DEVELOPERS_PATHS.en, (current) => developersPage('en', current)],
    ['/daten', dataPage],
    ['/bausteine', blocksPage],
  ]
  for (const [path, make] of pages)
    get(path, (req, res) => {
      const current = view()
      page(req, res, current, path, () => make(current))
    })
  for (const { path, type } of [...FILES, { path: CATALOGUE_PATH, type: 'application/ld+json' }])
    get(path, (req, res) => {
      const current = view()
      file(req, res, current, path, () => made(200, `${type}; charset=utf-8`, dataFile(path, current)))
    })
}
