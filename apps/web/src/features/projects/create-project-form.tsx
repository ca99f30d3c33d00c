'use client';
import type { Project } from '@overmind/contracts/entities/project';
import { createProject, listProjects } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { RepositoryPicker } from '#features/repositories/repository-picker.tsx';
import { useInspection } from '#features/repositories/use-inspection.ts';
import { useSend } from '#lib/api/use-route.ts';
import { projects, repositories } from '#text/projects.ts';

/** Repository first: its name becomes the project's unless a person wrote one. */
export function CreateProjectForm({ onCreated }: { onCreated(project: Project): void }) {
  const queries = useQueryClient();
  const [path, setPath] = useState('');
  const [typedName, setTypedName] = useState<string | null>(null);
  const inspection = useInspection(path);
  const create = useSend(createProject, {
    onSuccess: (project) => {
      void queries.invalidateQueries({ queryKey: [listProjects.id] });
      onCreated(project);
    },
  });
  const found = inspection.data?.ok === true ? inspection.data : undefined;
  const name = typedName ?? found?.name ?? '';
  const isReady = name.trim() !== '' && !inspection.isWaiting && (path.trim() === '' || found !== undefined);
  const submit = () => create.mutate({ body: { name, default_repo_path: found?.repo_path ?? null } });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit();
      }}
    >
      <RepositoryPicker path={path} onPath={setPath} inspection={inspection} />
      <Field label={projects.name} hint={path.trim() === '' && name !== '' ? repositories.later : undefined}>
        {(control) => (
          <Input
            {...control}
            value={name}
            onChange={(event) => setTypedName(event.target.value)}
            maxLength={100}
            className="h-10"
          />
        )}
      </Field>
      <FormError error={create.error} />
      <Button type="submit" look="primary" size="lg" disabled={!isReady} isBusy={create.isPending}>
        {projects.submit}
      </Button>
    </form>
  );
}
