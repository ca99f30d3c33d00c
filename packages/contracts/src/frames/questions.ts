import { z } from 'zod';
import { AgentConfig, Command } from '../entities/agent.ts';
import { MergePreview } from '../entities/merge.ts';
import { MergeStrategy } from '../entities/merge-ways.ts';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import { Evidence } from '../entities/run.ts';
import { FolderEntry, Inspection, RunWorkspaceState, WorkspaceReport } from '../entities/runner.ts';

const Path = z.string().max(4_096);
const Commit = z.string().regex(/^[0-9a-f]{40,64}$/);
const Branch = z.string().min(1).max(255);

/** One approved commit that is to reach the base branch. `id` is the merge's, and stands in the commit's trailers. */
export const MergeItem = z.object({
  id: Uuid,
  head_commit: Commit,
  strategy: MergeStrategy,
  subject: z.string().max(500),
  trailers: z.array(z.string().max(500)).max(20),
  author: z.string().max(300).meta({ description: 'Name <address>, as git writes it' }),
  committer: z.string().max(300).meta({ description: 'who approved it, likewise' }),
  committed_at: Timestamp,
});
export type MergeItem = z.infer<typeof MergeItem>;

/** What the server asks of a runner that holds a repository. All of it may be asked again and does the same. */
export const RunnerQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inspect'), path: z.string() }),
  z.object({
    kind: z.literal('browse'),
    path: z.string().nullable().meta({ description: 'null lists the roots' }),
  }),
  /** Commits the state document to a branch of its own, without touching any checkout. */
  z.object({
    kind: z.literal('mirror_state'),
    path: z.string(),
    branch: z.string(),
    file: z.string(),
    content: z.string(),
    author: z.string().meta({ description: 'Name <address>, as git writes it' }),
    message: z.string(),
    committed_at: Timestamp,
  }),
  z.object({
    kind: z.literal('merge_preview'),
    path: Path,
    base_branch: Branch.nullable(),
    head_commit: Commit,
  }),
  /** Builds the commits one on the other on top of the base and runs the checks on the last; moves no branch. */
  z.object({
    kind: z.literal('merge_try'),
    path: Path,
    base_branch: Branch,
    items: z.array(MergeItem).min(1).max(50),
    checks: z.array(Command).max(50),
    setup: z.array(Command).max(20),
    config: AgentConfig.nullable().meta({ description: 'of the agent whose checks they are' }),
  }),
  /** Moves the base branch from one commit to the other, or does nothing. */
  z.object({
    kind: z.literal('merge_apply'),
    path: Path,
    base_branch: Branch,
    from_commit: Commit,
    to_commit: Commit,
  }),
  z.object({
    kind: z.literal('push'),
    path: Path,
    remote: z.string().max(100),
    commit: Commit,
    branch: Branch.meta({ description: 'what it is called at the remote' }),
    is_forced: z.boolean().default(false).meta({ description: 'only ever for branches below overmind/' }),
    token_env: z.string().max(128),
  }),
  z.object({
    kind: z.literal('pull_request'),
    path: Path,
    remote: z.string().max(100),
    head_branch: Branch,
    base_branch: Branch,
    title: z.string().max(256),
    body: z.string().max(60_000),
    api_url: z.string().max(500).nullable(),
    token_env: z.string().max(128),
  }),
  z.object({
    kind: z.literal('blame'),
    path: Path,
    file: z.string().max(4_096),
    line: z.number().int().min(1),
    revision: z.string().max(255).nullable(),
    within: z
      .object({ base: Commit, head: Commit })
      .nullable()
      .default(null)
      .meta({ description: 'also say whether the commit was made between these two' }),
  }),
  z.object({ kind: z.literal('workspaces') }),
  z.object({ kind: z.literal('find_workspace'), run_id: Uuid }),
  z.object({
    kind: z.literal('prune_workspaces'),
    run_ids: z.array(Uuid).max(500).nullable().meta({ description: 'null for all that nobody works in' }),
    with_caches: z.boolean(),
  }),
  /** What the parts of a repository are called when people speak of them. */
  z.object({ kind: z.literal('repository_words'), path: Path }),
  /** A dry run of an agent: what it would start with, and that it starts; it is given no work. */
  z.object({ kind: z.literal('test_agent'), path: Path, config: AgentConfig }),
]);
export type RunnerQuestion = z.infer<typeof RunnerQuestion>;
export type QuestionOf<K extends RunnerQuestion['kind']> = Extract<RunnerQuestion, { kind: K }>;

/** One thing that was looked at in a dry run of an agent. */
export const TrialStep = z.object({
  name: z.string().max(200),
  ok: z.boolean(),
  detail: z.string().max(2_000),
});
export type TrialStep = z.infer<typeof TrialStep>;

export const AnswerWords = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inspect'), inspection: Inspection }),
  z.object({
    kind: z.literal('browse'),
    path: z.string().nullable(),
    entries: z.array(FolderEntry).max(1_000),
  }),
  z.object({ kind: z.literal('mirror_state'), commit: z.string().max(64) }),
  z.object({ kind: z.literal('merge_preview'), preview: MergePreview }),
  z.object({
    kind: z.literal('merge_try'),
    base_commit: Commit,
    outcome: z.discriminatedUnion('result', [
      z.object({
        result: z.literal('passed'),
        commits: z.array(Commit).max(50).meta({ description: 'one for each item, in their order' }),
        bases: z.array(Commit).max(50).meta({ description: 'what each was put upon' }),
        tip: Commit.meta({ description: 'with all of them in it: what the base branch is to become' }),
        evidence: z.array(Evidence).max(100),
      }),
      z.object({
        result: z.literal('conflict'),
        item_id: Uuid,
        conflicts: z.array(z.string().max(4_096)).max(200),
        detail: z.string().max(1_000),
      }),
      z.object({
        result: z.literal('check_failed'),
        detail: z.string().max(1_000),
        evidence: z.array(Evidence).max(100),
      }),
      /** It could not be tried: for the sake of one item, or, when null, for a reason that none of them is to blame for. */
      z.object({
        result: z.literal('obstructed'),
        item_id: Uuid.nullable(),
        /** The commit of the item is not in this clone; another may have it. */
        is_missing: z.boolean().optional(),
        detail: z.string().max(1_000),
      }),
    ]),
  }),
  z.object({
    kind: z.literal('merge_apply'),
    outcome: z.enum(['moved', 'base_changed', 'obstructed']),
    detail: z.string().max(1_000),
  }),
  z.object({ kind: z.literal('push') }),
  z.object({ kind: z.literal('pull_request'), number: z.number().int(), url: z.string().max(1_000) }),
  z.object({
    kind: z.literal('blame'),
    commit: Commit,
    author: z.string().max(300),
    committed_at: Timestamp,
    message: z.string().max(20_000),
    text: z.string().max(10_000),
    original_path: Path,
    original_line: z.number().int(),
    carriers: z
      .array(z.object({ commit: Commit, message: z.string().max(20_000) }))
      .max(20)
      .default([])
      .meta({ description: 'the next commits that brought it to the revision, nearest first' }),
    is_within: z.boolean().nullable().default(null),
  }),
  z.object({ kind: z.literal('workspaces'), report: WorkspaceReport }),
  z.object({ kind: z.literal('find_workspace'), state: RunWorkspaceState }),
  z.object({ kind: z.literal('prune_workspaces'), removed: z.number().int(), freed_bytes: z.number().int() }),
  z.object({
    kind: z.literal('test_agent'),
    steps: z.array(TrialStep).max(50),
  }),
  z.object({ kind: z.literal('repository_words'), words: z.array(z.string().max(100)).max(200) }),
  z.object({ kind: z.literal('refused'), detail: z.string().max(1_000) }),
]);
export type RunnerAnswer = z.infer<typeof AnswerWords>;
