import {
  type MergeRules,
  type Project,
  ProjectPatch,
  type ProjectSettings,
} from '@overmind/contracts/entities/project';
import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import {
  type BudgetName,
  budgetNames,
  type LimitsDraft,
  limitsDraftOf,
  limitsOf,
} from '#features/budgets/money.ts';

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
  merge: MergeDraft;
  terminal: boolean;
  artifact_keep_days: string;
  voice: VoiceDraft;
  recording_keep_days: string;
  discussion_keep_days: string;
  discussion_answer_hours: string;
  model_call_keep_days: string;
  planner: ProjectSettings['planner'];
  budgets: Record<BudgetName, LimitsDraft>;
  model_privacy: ProjectSettings['model_privacy'];
  repository_privacy: ProjectSettings['repository_privacy'];
  model_rules: ProjectSettings['model_rules'];
}

/** The merge rules as they are typed; an empty API address means GitHub's own. */
export type MergeDraft = Omit<MergeRules, 'api_url'> & { api_url: string };

/** An empty voice or language stands for what the server takes. */
export type VoiceDraft = Omit<VoiceRules, 'voice' | 'language'> & { voice: string; language: string };

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
    merge: { ...settings.merge, api_url: settings.merge.api_url ?? '' },
    terminal: settings.terminal,
    artifact_keep_days: String(settings.artifact_keep_days),
    voice: {
      ...settings.voice,
      voice: settings.voice.voice ?? '',
      language: settings.voice.language ?? '',
    },
    recording_keep_days: String(settings.recording_keep_days),
    discussion_keep_days: String(settings.discussion_keep_days),
    discussion_answer_hours: String(settings.discussion_answer_hours),
    model_call_keep_days: String(settings.model_call_keep_days),
    planner: settings.planner,
    budgets: ofEachBudget((name) => limitsDraftOf(settings.budgets[name])),
    model_privacy: settings.model_privacy,
    repository_privacy: settings.repository_privacy,
    model_rules: settings.model_rules,
  };
}

const ofEachBudget = <T>(make: (name: BudgetName) => T): Record<BudgetName, T> =>
  Object.fromEntries(budgetNames.map((name) => [name, make(name)])) as Record<BudgetName, T>;

const mergeRulesOf = ({ api_url, remote, token_env, ...rest }: MergeDraft) => ({
  ...rest,
  remote: remote.trim(),
  token_env: token_env.trim(),
  api_url: api_url.trim() === '' ? null : api_url.trim(),
});

const voiceRulesOf = ({ voice, language, ...rest }: VoiceDraft): VoiceRules => ({
  ...rest,
  voice: voice === '' ? null : voice,
  language: language === '' ? null : language,
});

/** Lines of models that are still empty are none. */
const namedIn = (lines: readonly string[]): string[] =>
  lines.map((name) => name.trim()).filter((name) => name !== '');

const plannerOf = ({ policy, ...rest }: SettingsDraft['planner']): SettingsDraft['planner'] => ({
  ...rest,
  policy: { ...policy, prefer: namedIn(policy.prefer) },
});

const modelRulesOf = (rules: SettingsDraft['model_rules']): SettingsDraft['model_rules'] =>
  Object.fromEntries(
    Object.entries(rules).map(([work, { prefer, ...rest }]) => {
      const named = namedIn(prefer ?? []);
      return [work, named.length === 0 ? rest : { ...rest, prefer: named }];
    }),
  );

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
      merge: mergeRulesOf(draft.merge),
      terminal: draft.terminal,
      artifact_keep_days: numberOf(draft.artifact_keep_days),
      voice: voiceRulesOf(draft.voice),
      recording_keep_days: numberOf(draft.recording_keep_days),
      discussion_keep_days: numberOf(draft.discussion_keep_days),
      discussion_answer_hours: numberOf(draft.discussion_answer_hours),
      model_call_keep_days: numberOf(draft.model_call_keep_days),
      planner: plannerOf(draft.planner),
      budgets: ofEachBudget((name) => limitsOf(draft.budgets[name])),
      model_privacy: draft.model_privacy,
      repository_privacy: draft.repository_privacy,
      model_rules: modelRulesOf(draft.model_rules),
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
  | 'path'
  | 'remote'
  | 'api_url'
  | 'token_env'
  | 'artifact_keep_days'
  | 'recording_keep_days'
  | 'discussion_keep_days'
  | 'discussion_answer_hours'
  | 'model_call_keep_days'
  | `budgets.${BudgetName}.${'soft' | 'hard'}_micros`;
export type DraftCheck =
  | { ok: true; patch: ProjectPatch }
  | { ok: false; errors: Partial<Record<FieldName, string>> };

/** Most fields have a name of their own; each budget has the same two. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path[1] === 'budgets' ? path.slice(1).join('.') : String(path.at(-1));

/** Only what differs from the project, by the contract's own rules; or which fields break them. */
export function checkDraft(draft: SettingsDraft, project: Project): DraftCheck {
  const parsed = ProjectPatch.safeParse(wholePatch(draft));
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => [fieldOf(path), message] as const);
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
