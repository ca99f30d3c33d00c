'use client';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { exportProject } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import {
  AudioLines,
  FileDiff,
  FilterX,
  GitMerge,
  History,
  ListFilter,
  MessageSquare,
  MessageSquarePlus,
  MessagesSquare,
  NotebookPen,
  PackageOpen,
  ScrollText,
  Search,
  UserSearch,
  Users,
} from 'lucide-react';
import { discussionsPath, newDiscussionPath, personasPath } from '#features/discussions/discussions-path.ts';
import { mergesPath } from '#features/merges/merges-path.ts';
import { whyPath } from '#features/provenance/why-path.ts';
import { recordingsPath } from '#features/recordings/recordings-path.ts';
import { searchPath } from '#features/search/search-path.ts';
import { specsPath } from '#features/specs/specs-path.ts';
import { addressOf } from '#lib/api/client.ts';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { projectPath } from '#lib/route-ids.ts';
import { dashboard } from '#text/dashboard.ts';
import { merges } from '#text/merges.ts';
import { palette as text } from '#text/palette.ts';
import { provenance } from '#text/provenance.ts';
import { search } from '#text/search.ts';
import { Item, type Run } from './palette-parts.tsx';

interface ProjectActionsProps {
  projectId: string;
  go(path: string): () => void;
  run: Run;
}

/** What can be done in the project that is open. */
export function ProjectActions({ projectId, go, run }: ProjectActionsProps) {
  const view = useQueryClient().getQueryData<Snapshot>(snapshotKey(projectId));
  const home = projectPath(projectId);
  const state = projectPath(projectId, 'state');
  const latest = view?.state?.version ?? 0;
  return (
    <>
      <Item onSelect={go(`${home}?view=chat`)}>
        <MessageSquare aria-hidden /> {text.chat}
      </Item>
      <Item onSelect={go(`${home}?mine=1`)}>
        <UserSearch aria-hidden /> {text.onlyMine}
      </Item>
      <Item onSelect={go(`${home}?waiting=1`)}>
        <ListFilter aria-hidden /> {text.onlyWaiting}
      </Item>
      <Item onSelect={go(home)}>
        <FilterX aria-hidden /> {text.clearFilters}
      </Item>
      <Item onSelect={go(`${state}?view=notes`)}>
        <NotebookPen aria-hidden /> {text.notes}
      </Item>
      {latest > 1 ? (
        <Item onSelect={go(`${state}?compare=${latest - 1}`)}>
          <FileDiff aria-hidden /> {text.compareState}
        </Item>
      ) : null}
      <Item onSelect={go(`${state}?view=blame`)}>
        <FileDiff aria-hidden /> {text.blameState}
      </Item>
      <Item onSelect={go(mergesPath(projectId))}>
        <GitMerge aria-hidden /> {merges.title}
      </Item>
      <Item onSelect={go(newDiscussionPath(projectId))}>
        <MessageSquarePlus aria-hidden /> {text.startDiscussion}
      </Item>
      <Item onSelect={go(discussionsPath(projectId))}>
        <MessagesSquare aria-hidden /> {dashboard.discussions}
      </Item>
      <Item onSelect={go(specsPath(projectId))}>
        <ScrollText aria-hidden /> {dashboard.specs}
      </Item>
      <Item onSelect={go(personasPath(projectId))}>
        <Users aria-hidden /> {text.personas}
      </Item>
      <Item onSelect={go(whyPath(projectId))}>
        <History aria-hidden /> {provenance.title}
      </Item>
      <Item onSelect={go(searchPath(projectId))}>
        <Search aria-hidden /> {search.title}
      </Item>
      <Item onSelect={go(recordingsPath(projectId))}>
        <AudioLines aria-hidden /> {dashboard.recordings}
      </Item>
      {view?.project.my_role === 'owner' ? (
        <Item onSelect={run(() => window.location.assign(addressOf(exportProject, { id: projectId })))}>
          <PackageOpen aria-hidden /> {text.exportProject}
        </Item>
      ) : null}
    </>
  );
}
