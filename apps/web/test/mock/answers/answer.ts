export interface Call {
  id: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** The version that `If-Match` asks for. */
  ifMatch: number | null;
}
export interface Reply {
  status: number;
  body?: unknown;
}
export type Answers = Record<string, (call: Call) => Reply>;

export const page = (items: unknown[], next: string | null = null): Reply => ({
  status: 200,
  body: { items, next_cursor: next },
});
export const ok = (body: unknown): Reply => ({ status: 200, body });
export const made = (body: unknown): Reply => ({ status: 201, body });
export const problem = (
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
): Reply => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail, instance: 'mock', ...more },
});
/** Why a write over another version than the present one is refused. */
export const staleFor = ({ ifMatch }: Call, version: number): Reply | null =>
  ifMatch === null || ifMatch === version
    ? null
    : problem(412, 'version_mismatch', 'Someone else changed this first.');
export const unknown = problem(404, 'not_found', 'There is no such thing here.');
