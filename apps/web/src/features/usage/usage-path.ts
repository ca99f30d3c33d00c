/** Of one project, or with `none` of what belongs to none, with its calls one by one; of all without. */
export const usagePath = (projectId: string | null = null): string =>
  projectId === null ? '/usage' : `/usage?project=${projectId}`;
