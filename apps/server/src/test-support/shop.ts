import type { Project } from '@overmind/contracts/entities/project';
import type { Role } from '@overmind/contracts/entities/user';
import { importDiscussion } from '@overmind/contracts/routes/discussions';
import { listCycles } from '@overmind/contracts/routes/orchestrator';
import { listAgents } from '@overmind/contracts/routes/projects';
import type { ProjectEntity } from '@overmind/contracts/routes/route';
import { createSpec, putSpecPhase } from '@overmind/contracts/routes/specs';
import { listConversations, postMessage } from '@overmind/contracts/routes/talk';
import { exportOf } from '@overmind/core/discussions/test-support/exported';
import { newId } from '@overmind/db/database';
import { hold } from '@overmind/domain/discussions/test-support/driver';
import { sensible } from '@overmind/domain/discussions/test-support/voices';
import { FakeRunner, success } from './fake-runner.ts';
import { addMember, addPerson, type Person } from './people.ts';
import type { TestServer } from './start-test-server.ts';
import { addTask, addWorkingProject, taskIn } from './work.ts';

export interface Shop {
  project: Project;
  people: Record<Role, Person>;
  runner: FakeRunner;
  /** One of each kind, all of this project. */
  ids: Record<ProjectEntity, string>;
}

/** A merge that came to nothing and a comment on a line. */
async function addReviewRows(
  { core }: TestServer,
  projectId: string,
  of: { task_id: string; run_id: string },
): Promise<{ merge: string; comment: string }> {
  const [merge, comment] = [newId(), newId()];
  const shared = { project_id: projectId, ...of };
  await core.db
    .insertInto('merges')
    .values({
      ...{ id: merge, ...shared, repo_path: '/repos/shop', base_branch: 'main', head_commit: 'a'.repeat(40) },
      ...{ strategy: 'merge', target: 'local', status: 'canceled', finished_at: new Date() },
    })
    .execute();
  await core.db
    .insertInto('review_comments')
    .values({
      ...{ id: comment, ...shared, path: 'a.ts', side: 'new', line: 1, line_text: 'x', body: 'Why?' },
    })
    .execute();
  return { merge, comment };
}

/** Something that was said, and a word that is heard wrongly. */
async function addVoiceRows({ core }: TestServer, projectId: string, conversationId: string) {
  const [recording, correction] = [newId(), newId()];
  await core.db
    .insertInto('recordings')
    .values({
      ...{ id: recording, project_id: projectId, conversation_id: conversationId, title: 'Said' },
      ...{ source: 'voice', storage_path: 'none', mime_type: 'audio/wav', size_bytes: 44, sha256: '' },
      ...{ status: 'transcribed', transcript_text: 'said' },
    })
    .execute();
  await core.db
    .insertInto('corrections')
    .values({ id: correction, project_id: projectId, heard: 'shop', meant: 'Shop' })
    .execute();
  return { recording, correction };
}

/** A project with people of every role in which a task was run and waits for review. Needs a worker. */
export async function makeShop(server: TestServer): Promise<Shop> {
  const runner = (await FakeRunner.connect(server)).keepAlive();
  const people = {
    viewer: await addPerson(server, { name: 'viewer' }),
    operator: await addPerson(server, { name: 'operator' }),
    maintainer: await addPerson(server, { name: 'maintainer' }),
    owner: await addPerson(server, { name: 'owner' }),
  };
  const { owner } = people;
  const project = await addWorkingProject(owner);
  for (const role of ['viewer', 'operator', 'maintainer'] as const)
    await addMember(server, project.id, people[role], role);
  const task = await addTask(owner, project, { agent: 'qa' });
  const job = await runner.take(({ task: { id } }) => id === task.id);
  runner.log(job, 1, ['one', 'two']);
  await runner.logged(job, 2);
  const artifact = await runner.upload(job, { name: 'report.md', content: Buffer.from('# Fine') });
  const [base_commit, head_commit] = ['a'.repeat(40), 'b'.repeat(40)];
  runner.answers.merge_preview = {
    kind: 'merge_preview',
    preview: {
      ...{ base_branch: 'main', base_commit, head_commit, ahead: 1, behind: 0, can_fast_forward: true },
      ...{ conflicts: [], obstacle: null, is_merged: false },
    },
  };
  runner.answers.blame = {
    ...{ kind: 'blame', commit: head_commit, author: 'Ada <ada@example.org>' },
    ...{ committed_at: '2026-01-16T16:10:00.000Z', message: 'Add the shop\n', text: 'export {};' },
    ...{ original_path: 'src/a.ts', original_line: 1, carriers: [], is_within: true },
  };
  await runner.complete(job, success({ base_commit, head_commit }), 2);
  await taskIn(owner, task.id, 'needs_review');
  const inProject = { params: { id: project.id } };
  const agent = (await owner.api.call(listAgents, inProject)).items[0];
  const conversation = (await owner.api.call(listConversations, inProject)).items[0];
  const cycle = (await owner.api.call(listCycles, inProject)).items[0];
  const conversationId = conversation?.id ?? '';
  const message = await owner.api.call(postMessage, {
    params: { id: conversationId },
    body: { content: 'How is it going?' },
  });
  // Decided elsewhere: no provider is set up here.
  const decided = exportOf(hold({ voices: () => sensible }));
  const discussion = await owner.api.call(importDiscussion, { ...inProject, body: decided });
  const spec = await owner.api.call(createSpec, { ...inProject, body: { goal: 'Sell by invoice' } });
  await owner.api.call(putSpecPhase, {
    params: { id: spec.id, phase: 'explore' },
    body: { output_markdown: '# What there is' },
  });
  return {
    ...{ project, people, runner },
    ids: {
      ...{ project: project.id, task: task.id, run: job.run.id, artifact: artifact.json.id },
      ...{
        agent: agent?.id ?? '',
        conversation: conversationId,
        message: message.id,
        cycle: cycle?.id ?? '',
        discussion: discussion.id,
        spec: spec.id,
        ...(await addVoiceRows(server, project.id, conversationId)),
        ...(await addReviewRows(server, project.id, { task_id: task.id, run_id: job.run.id })),
      },
    },
  };
}
