import { type Project, ProjectPatch, type ProjectSettings } from '@overmind/contracts/entities/project';

/** The form's own shape: what is typed, also while it is not yet valid. */
export interface SettingsDraft {
  name: string;
  description: string;
  /** Empty without one. */
  repository: string;
  base_branch: string;
  concurrency: string;
  orchestration: ProjectSettings['orchestration'];
  auto_accept: ProjectSettings['auto_accept'];
  state_keep_versions: string;
  isMirrored: boolean;
  branch: string;
  path: string;
}

const defaultMirror = { branch: 'overmind/state', path: 'overmind-state.yaml' };

export function draftOf({ name, description, default_repo_path, settings }: Project): SettingsDraft {
  const mirror = settings.state_mirror;
  return {
    name,
    description,
    repository: default_repo_path ?? '',
    base_branch: settings.base_branch ?? '',
    concurrency: String(settings.concurrency),
    orchestration: settings.orchestration,
    auto_accept: settings.auto_accept,
    state_keep_versions: String(settings.state_keep_versions),
    isMirrored: mirror !== null,
    ...(mirror ?? defaultMirror),
  };
}

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

function wholePatch(draft: SettingsDraft) {
  const branch = draft.base_branch.trim();
  return {
    name: draft.name,
    description: draft.description,
    default_repo_path: draft.repository === '' ? null : draft.repository,
    settings: {
      base_branch: branch === '' ? null : branch,
      concurrency: numberOf(draft.concurrency),
      orchestration: draft.orchestration,
      auto_accept: draft.auto_accept,
      state_keep_versions: numberOf(draft.state_keep_versions),
      state_mirror: draft.isMirrored ? { branch: draft.branch.trim(), path: draft.path.trim() } : null,
    },
  };
}

export type FieldName =
  | 'name'
  | 'description'
  | 'base_branch'
  | 'concurrency'
  | 'state_keep_versions'
  | 'branch'
  | 'path';
export type DraftCheck =
  | { ok: true; patch: ProjectPatch }
  | { ok: false; errors: Partial<Record<FieldName, string>> };

/** Only what differs from the project, by the contract's own rules; or which fields break them. */
export function checkDraft(draft: SettingsDraft, project: Project): DraftCheck {
  const parsed = ProjectPatch.safeParse(wholePatch(draft));
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => [String(path.at(-1)), message] as const);
    return { ok: false, errors: Object.fromEntries(errors.reverse()) as Partial<Record<FieldName, string>> };
  }
  const { settings = {}, ...rest } = parsed.data;
  const changed = differing(settings, project.settings);
  const patch = differing(rest, project);
  return {
    ok: true,
    patch: { ...patch, ...(Object.keys(changed).length === 0 ? {} : { settings: changed }) },
  };
}

function differing<T extends object>(wanted: T, present: object): Partial<T> {
  const before: Readonly<Record<string, unknown>> = { ...present };
  const changed = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changed) as Partial<T>;
}

export const hasChanges = (check: DraftCheck): boolean => !check.ok || Object.keys(check.patch).length > 0;
