import {
  createUser,
  listMembers,
  putMember,
  removeMember,
  updateUser,
} from '@overmind/contracts/routes/users';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let admin: Person;
beforeAll(async () => {
  server = await startTestServer();
  admin = await addPerson(server, { isAdmin: true });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const lastAdmin = { code: 'rule_violated', rule: 'user.last_admin' };
const lastOwner = { code: 'rule_violated', rule: 'project.last_owner' };

describe('the last administrator', () => {
  it('can neither step down nor be deactivated', async () => {
    for (const body of [{ is_admin: false }, { is_active: false }, { is_admin: false, is_active: false }])
      await expect(admin.api.call(updateUser, { params: { id: admin.id }, body })).rejects.toMatchObject(
        lastAdmin,
      );
    await admin.api.call(updateUser, { params: { id: admin.id }, body: { display_name: 'Ada' } });
  });

  it('is not counted among the deactivated, and stays when two step down at once', async () => {
    const other = await addPerson(server, { isAdmin: true });
    const stepDown = (person: Person) =>
      admin.api.call(updateUser, { params: { id: person.id }, body: { is_admin: false } });
    const ends = await Promise.allSettled([stepDown(admin), stepDown(other)]);
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
    const admins = await server.core.db
      .selectFrom('users')
      .select('id')
      .where('is_admin', '=', true)
      .execute();
    expect(admins).toHaveLength(1);
    await server.core.db.updateTable('users').set({ is_admin: true }).where('id', '=', admin.id).execute();
    await server.core.db.updateTable('users').set({ is_admin: false }).where('id', '=', other.id).execute();
    admin = { ...admin, api: (await addPerson(server, { isAdmin: true })).api };
  });
});

describe('a user', () => {
  it('is one for an e-mail, however it is written', async () => {
    const body = { email: ' Grace@Example.com ', password: 'a fairly long secret' };
    const made = await admin.api.call(createUser, { body });
    expect(made).toMatchObject({
      email: 'grace@example.com',
      display_name: 'grace',
      is_admin: false,
      is_active: true,
    });
    await expect(admin.api.call(createUser, { body })).rejects.toMatchObject({ code: 'conflict' });
    expect(JSON.stringify(made)).not.toContain('hash');
  });

  it('cannot make themselves an administrator', async () => {
    const ada = await addPerson(server);
    const change = ada.api.call(updateUser, { params: { id: ada.id }, body: { is_admin: true } });
    await expect(change).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the last owner of a project', () => {
  it('can neither leave nor become less', async () => {
    const ada = await addPerson(server);
    const project = await addProject(server, ada);
    const params = { id: project.id, user_id: ada.id };
    await expect(ada.api.call(removeMember, { params })).rejects.toMatchObject(lastOwner);
    for (const role of ['viewer', 'maintainer'] as const)
      await expect(ada.api.call(putMember, { params, body: { role } })).rejects.toMatchObject(lastOwner);
    await ada.api.call(putMember, { params, body: { role: 'owner' } });
  });

  it('stays when two owners leave at once', async () => {
    const [ada, bob] = [await addPerson(server), await addPerson(server)];
    const project = await addProject(server, ada, { owner: bob });
    const leave = (person: Person) =>
      person.api.call(removeMember, { params: { id: project.id, user_id: person.id } });
    const ends = await Promise.allSettled([leave(ada), leave(bob)]);
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
    const left = await server.core.db
      .selectFrom('project_members')
      .selectAll()
      .where('project_id', '=', project.id)
      .execute();
    expect(left.map((member) => member.role)).toEqual(['owner']);
  });
});

describe('a member', () => {
  it('is added, changed, listed and removed by an owner', async () => {
    const [ada, bob] = [await addPerson(server), await addPerson(server)];
    const project = await addProject(server, ada);
    const params = { id: project.id, user_id: bob.id };
    await ada.api.call(putMember, { params, body: { role: 'viewer' } });
    await ada.api.call(putMember, { params, body: { role: 'maintainer' } });
    const { items } = await bob.api.call(listMembers, { params: { id: project.id } });
    expect(items.map((member) => [member.user_id, member.role])).toContainEqual([bob.id, 'maintainer']);
    await ada.api.call(removeMember, { params });
    await expect(bob.api.call(listMembers, { params: { id: project.id } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(ada.api.call(removeMember, { params })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('cannot be somebody who does not exist', async () => {
    const ada = await addPerson(server);
    const project = await addProject(server, ada);
    const params = { id: project.id, user_id: project.id };
    await expect(ada.api.call(putMember, { params, body: { role: 'viewer' } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
