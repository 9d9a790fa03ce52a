/** A file as the edge hands it in: `read` is called only when the stamp is new or a place has to be found. */
export interface KnowledgeFile {
  /** Path below its knowledge folder: `articles/e-rechnung.md`. */
  name: string
  /** The path an editor knows it by, shown in issues. */
  path: string
  /** Which knowledge folder it lies in: 0 is the shared core, higher numbers lie over it. */
  layer: number
  /** Changes whenever the text changes (modification time and size, or a digest). */
  stamp: string
  read(): string
}
