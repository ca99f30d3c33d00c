import * as routes from '@overmind/contracts/routes/search';
import type { Core } from '@overmind/core/core';
import { searchProject } from '@overmind/core/search/search';
import { type Handler, on } from './handle.ts';

export const searchHandlers = (core: Core): Handler[] => [
  on(routes.searchProject, ({ params, query }) => searchProject(core, params.id, query)),
];
