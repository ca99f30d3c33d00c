import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { getState } from '../state/read.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { approveSpecPhase, putSpecPhase, rejectSpecPhase, setSpecArchived, updateSpec } from './change.ts';
import { createSpec } from './create.ts';
import { getSpec, getSpecPhase, getSpecPhaseVersion, listSpecPhaseVersions, listSpecs } from './read.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
});
afterAll(() => on.stop());

const begin = (goal = 'Sell by invoice') => createSpec(on.core, made.owner, made.project.id, { goal });
type Phase = Parameters<typeof putSpecPhase>[2]['phase'];
const put = (id: string, phase: Phase, text: string, ifMatch: number | null = null) =>
  putSpecPhase(on.core, { ...made.owner, ifMatch }, { id, phase }, { output_markdown: text });
const approve = (id: string, phase: Phase, ifMatch: number | null = null) =>
  approveSpecPhase(on.core, { ...made.owner, ifMatch }, { id, phase });
const eventsOf = async (id: string): Promise<string[]> =>
  (
    await on.database.pool.query(
      'select event_type from realtime_events where project_id = $1 and entity_id = $2 order by seq',
      [made.project.id, id],
    )
  ).rows.map((row) => row.event_type as string);

describe('a spec', () => {
  it('begins with five empty phases under the next number of its project', async () => {
    const [first, second] = [await begin(), await begin('Ship it\nby sea')];
    expect(second).toMatchObject({ title: 'Ship it by sea', goal: 'Ship it\nby sea', status: 'active' });
    expect(second.number).toBe(first.number + 1);
    expect(second.key).toBe(`SPEC-${second.number}`);
    expect(second.phases.map(({ phase, status, version }) => [phase, status, version])).toEqual([
      ...[['explore', 'draft', 0] as const, ['requirements', 'draft', 0] as const],
      ...[['design', 'draft', 0] as const, ['tasks', 'draft', 0] as const, ['sync', 'draft', 0] as const],
    ]);
    const other = await makeProject(on.core);
    expect((await createSpec(on.core, other.owner, other.project.id, { goal: 'x' })).key).toBe('SPEC-1');
  });

  it('gives each number once, however many are begun at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => begin()));
    expect(new Set(all.map(({ number }) => number)).size).toBe(8);
  });

  it('is listed newest first, a page at a time, by status too', async () => {
    const project = await makeProject(on.core);
    for (const goal of ['one', 'two', 'three'])
      await createSpec(on.core, project.owner, project.project.id, { goal });
    const list = (page: { limit: number; cursor?: string }) =>
      listSpecs(on.core, project.project.id, { ...page, status: ['active'] });
    const first = await list({ limit: 2 });
    expect(first.items.map(({ title }) => title)).toEqual(['three', 'two']);
    expect(first.items.every(({ phases }) => phases.length === 5)).toBe(true);
    const rest = await list({ limit: 2, cursor: first.next_cursor ?? '' });
    expect([rest.items.map(({ title }) => title), rest.next_cursor]).toEqual([['one'], null]);
    const completed = { limit: 2, status: ['completed'] as const };
    expect((await listSpecs(on.core, project.project.id, completed)).items).toEqual([]);
  });

  it('takes another title and goal, based on the version that was read', async () => {
    const { id, version } = await begin();
    const call = { ...made.owner, ifMatch: version };
    const changed = await updateSpec(on.core, call, id, { title: 'Invoices' });
    expect(changed).toMatchObject({ title: 'Invoices', goal: 'Sell by invoice', version: version + 1 });
    await expect(updateSpec(on.core, call, id, { title: 'Bills' })).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    expect((await getSpec(on.core, id)).title).toBe('Invoices');
  });

  it('stands in the state document, and where it has come to', async () => {
    const { id, key } = await begin('Tell of it');
    await put(id, 'explore', 'Known.');
    await approve(id, 'explore');
    await runCycles(on.core, made.project.id);
    const { content } = await getState(on.core, made.project.id);
    expect(content).toContain(
      `  - key: ${key}\n    title: Tell of it\n    phase: requirements\n    status: active\n`,
    );
  });
});

describe('a spec that was put away', () => {
  const shown = async (archived: 'true' | 'false') =>
    (await listSpecs(on.core, made.project.id, { limit: 500, archived })).items.map(({ id }) => id);
  const actionsOn = async (id: string) =>
    (
      await on.database.pool.query(
        `select action, actor from audit_log where entity_id = $1 and action like 'spec.%archived' order by id`,
        [id],
      )
    ).rows;

  it('is no longer among the others nor in the state document, and can be taken back', async () => {
    const { id, key } = await begin('Put it away');
    const away = await setSpecArchived(on.core, made.owner, id, true);
    expect(away.archived_at).toEqual(expect.any(String));
    expect(await setSpecArchived(on.core, made.owner, id, true)).toEqual(away);
    expect([await shown('false'), await shown('true')]).toEqual([expect.not.arrayContaining([id]), [id]]);
    await runCycles(on.core, made.project.id);
    expect((await getState(on.core, made.project.id)).content).not.toContain(`key: ${key}\n`);
    await setSpecArchived(on.core, made.owner, id, false);
    expect([await shown('false'), await shown('true')]).toEqual([expect.arrayContaining([id]), []]);
    const by = expect.stringContaining(made.owner.userId);
    expect(await actionsOn(id)).toEqual([
      { action: 'spec.archived', actor: by },
      { action: 'spec.unarchived', actor: by },
    ]);
    expect((await eventsOf(id)).filter((type) => type === 'spec.updated')).toHaveLength(2);
  });

  it('keeps what was written, and takes nothing new', async () => {
    const { id } = await begin();
    await put(id, 'explore', 'One');
    await setSpecArchived(on.core, made.owner, id, true);
    const refused = { rule: 'spec.archived', message: expect.stringContaining('Take it back') };
    await expect(put(id, 'explore', 'Two')).rejects.toMatchObject(refused);
    await expect(approve(id, 'explore')).rejects.toMatchObject(refused);
    await expect(updateSpec(on.core, made.owner, id, { title: 'x' })).rejects.toMatchObject(refused);
    await expect(rejectSpecPhase(on.core, made.owner, { id, phase: 'explore' }, {})).rejects.toMatchObject(
      refused,
    );
    expect((await getSpecPhase(on.core, id, 'explore')).output_markdown).toBe('One');
  });
});

describe('a phase', () => {
  it('keeps every text it had; the same again is none', async () => {
    const { id } = await begin();
    await put(id, 'explore', 'One');
    await put(id, 'explore', 'Two\r\nlines');
    const again = await put(id, 'explore', 'Two\nlines');
    expect(again.phase).toMatchObject({ version: 2, output_markdown: 'Two\nlines' });
    const of = { specId: id, phase: 'explore' as const };
    const first = await listSpecPhaseVersions(on.core, of, { limit: 1 });
    expect(first.items).toMatchObject([{ version: 2, chars: 9, edited_by_user_id: made.owner.userId }]);
    const rest = await listSpecPhaseVersions(on.core, of, { limit: 5, cursor: first.next_cursor ?? '' });
    expect(rest.items.map(({ version }) => version)).toEqual([1]);
    expect((await getSpecPhaseVersion(on.core, of, 1)).output_markdown).toBe('One');
    await expect(getSpecPhaseVersion(on.core, of, 3)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is not written over what came since: one of many at the same version wins', async () => {
    const { id } = await begin();
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => put(id, 'explore', `text ${index}`, 0)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await getSpecPhase(on.core, id, 'explore')).version).toBe(1);
  });

  it('is approved as it was read, in its order, and leads the spec on', async () => {
    const { id } = await begin();
    await put(id, 'explore', 'One');
    await put(id, 'requirements', 'R1');
    await expect(approve(id, 'requirements')).rejects.toMatchObject({ rule: 'spec.earlier_phase_open' });
    await expect(approve(id, 'explore', 0)).rejects.toMatchObject({ code: 'version_mismatch' });
    await expect(approve(id, 'design')).rejects.toMatchObject({ rule: 'spec.phase_empty' });
    const { spec, phase } = await approve(id, 'explore', 1);
    expect(spec).toMatchObject({ phase: 'requirements', status: 'active' });
    expect(phase).toMatchObject({ status: 'approved', decided_by_user_id: made.owner.userId });
    expect(await approve(id, 'explore', 1)).toMatchObject({ phase: { decided_at: phase.decided_at } });
  });

  it('of nothing but space is not approved', async () => {
    const { id } = await begin();
    await put(id, 'explore', ' \n ');
    await expect(approve(id, 'explore')).rejects.toMatchObject({ rule: 'spec.phase_empty' });
  });

  it('with another text re-opens what was approved after it, and says so; the same text does not', async () => {
    const { id } = await begin();
    for (const phase of ['explore', 'requirements', 'design'] as const) {
      await put(id, phase, phase);
      await approve(id, phase);
    }
    const unchanged = await put(id, 'explore', 'explore');
    expect([unchanged.reopened, unchanged.phase.status]).toEqual([[], 'approved']);
    const edited = await put(id, 'explore', 'other');
    expect(edited.reopened).toEqual(['requirements', 'design']);
    expect(edited.phase).toMatchObject({ status: 'draft', decided_at: null });
    expect(edited.spec.phases.map(({ status }) => status)).toEqual([
      ...['draft', 'reopened', 'reopened', 'draft', 'draft'],
    ]);
    expect(edited.spec.phase).toBe('explore');
  });

  it('that is sent back says why until it is written anew', async () => {
    const { id } = await begin();
    await put(id, 'explore', 'One');
    await approve(id, 'explore');
    const phase = { id, phase: 'explore' as const };
    const back = await rejectSpecPhase(on.core, made.owner, phase, { note: 'Too thin' });
    expect(back).toMatchObject({
      phase: { status: 'rejected', note: 'Too thin' },
      spec: { phase: 'explore' },
    });
    expect((await put(id, 'explore', 'Two')).phase).toMatchObject({ status: 'draft', note: null });
  });

  it('that is approved unchanged since it was sent back says so, to the audit, too', async () => {
    const { id } = await begin();
    const phase = { id, phase: 'explore' as const };
    await put(id, 'explore', 'One');
    await rejectSpecPhase(on.core, made.owner, phase, { note: 'Too thin' });
    const notice = 'The text of "explore" is unchanged since it was sent back: Too thin';
    expect(await put(id, 'explore', 'One')).toMatchObject({ phase: { status: 'rejected' }, notice });
    expect(await approve(id, 'explore')).toMatchObject({ phase: { status: 'approved', note: null }, notice });
    const { rows } = await on.database.pool.query(
      `select detail from audit_log where entity_id = $1 and action = 'spec.phase_approved'`,
      [id],
    );
    expect(rows).toMatchObject([{ detail: { notice } }]);
    await rejectSpecPhase(on.core, made.owner, phase, {});
    await put(id, 'explore', 'Two');
    expect(await approve(id, 'explore')).not.toHaveProperty('notice');
  });

  it('completes the spec when it is the last to be approved; a text after that opens it again', async () => {
    const { id, phases } = await begin();
    for (const { phase } of phases) {
      await put(id, phase, phase);
      await approve(id, phase);
    }
    expect(await getSpec(on.core, id)).toMatchObject({ status: 'completed', phase: 'sync' });
    expect((await put(id, 'tasks', 'more')).spec).toMatchObject({ status: 'active', phase: 'tasks' });
  });

  it('tells all who watch the project', async () => {
    const { id } = await begin();
    await put(id, 'explore', 'One');
    await approve(id, 'explore');
    expect(await eventsOf(id)).toEqual(['spec.created', 'spec.updated', 'spec.updated']);
  });
});
