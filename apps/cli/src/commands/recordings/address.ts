/** The page of a recording in the dashboard, at a moment where one is given. */
export function recordingAddress(
  url: string,
  projectId: string,
  { id, start_ms: atMs }: { id: string; start_ms?: number },
): string {
  return `${url}/projects/${projectId}/recordings/${id}${atMs === undefined ? '' : `?at=${atMs}`}`;
}
