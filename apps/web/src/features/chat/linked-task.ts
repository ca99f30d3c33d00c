/** A task whose key becomes a link in a text. */
export interface LinkedTask {
  id: string;
  key: string;
}
