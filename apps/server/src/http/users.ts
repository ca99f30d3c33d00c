import * as routes from '@overmind/contracts/routes/users';
import type { Core } from '@overmind/core/core';
import { listMembers, putMember, removeMember } from '@overmind/core/identity/members';
import { createUser, listUsers, updateUser } from '@overmind/core/identity/users';
import { type Handler, on, wholeList } from './handle.ts';

export const userHandlers = (core: Core): Handler[] => [
  on(routes.listUsers, ({ query }) => listUsers(core, query)),
  on(routes.createUser, ({ call, body }) => createUser(core, call, body)),
  on(routes.updateUser, ({ call, params, body }) => updateUser(core, call, params.id, body)),
  on(routes.listMembers, ({ params }) => wholeList(listMembers(core, params.id))),
  on(routes.putMember, ({ call, params, body }) =>
    putMember(core, call, params.id, params.user_id, body.role),
  ),
  on(routes.removeMember, ({ call, params }) => removeMember(core, call, params.id, params.user_id)),
];
