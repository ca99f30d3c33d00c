import { AgentConfig, type AgentPreset } from '@overmind/contracts/entities/agent';
import type { Inspection } from '@overmind/contracts/entities/runner';
import type { z } from 'zod';

type Detected = Extract<Inspection, { ok: true }>['detected'];

const nothing: Detected = { test: [], lint: [], build: [], format: [] };
const frontendPaths = ['*.{tsx,jsx,vue,svelte,css,scss,less,html}', '**/{web,frontend,client,ui}/**'];
const backendPaths = ['*.{py,go,rs,java,rb,php,sql}', '**/{api,server,backend,db}/**'];
const infraPaths = ['Dockerfile*', '*.{tf,yml,yaml}', '**/{deploy,infra,.github}/**'];

/** The agents a new project begins with. They get only commands that were found in the repository. */
export function presetAgents(detected: Detected | null, repoPath: string | null): AgentPreset[] {
  const { test, build, format } = detected ?? nothing;
  const coder = { commands: format, checks: test };
  const preset = (name: string, config: z.input<typeof AgentConfig>): AgentPreset => ({
    name,
    role: name,
    config: AgentConfig.parse({ ...config, ...(repoPath === null ? {} : { repo_path: repoPath }) }),
  });
  return [
    preset('frontend', { ...coder, handles: ['code_change'], paths: frontendPaths }),
    preset('backend', { ...coder, handles: ['code_change', 'doc', 'research'], paths: backendPaths }),
    preset('qa', { handles: ['test', 'review'], commands: test }),
    preset('infra', { handles: ['infra'], commands: build, paths: infraPaths }),
  ];
}
