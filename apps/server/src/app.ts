import { randomUUID } from 'node:crypto';
import cookiePlugin from '@fastify/cookie';
import type { Core } from '@overmind/core/core';
import type { LogWriter } from '@overmind/core/runs/log-writer';
import { TranscriptWriter } from '@overmind/core/runs/transcript-writer';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Config } from './config.ts';
import { authHandlers } from './http/auth.ts';
import { discussionHandlers } from './http/discussions.ts';
import { inboxHandlers } from './http/inbox.ts';
import { mergeHandlers } from './http/merges.ts';
import { modelCallHandlers } from './http/model-calls.ts';
import { modelHandlers } from './http/models.ts';
import { orchestratorHandlers } from './http/orchestrator.ts';
import { projectHandlers } from './http/projects.ts';
import { promptHandlers } from './http/prompts.ts';
import { provenanceHandlers } from './http/provenance.ts';
import { providerHandlers } from './http/providers.ts';
import { recordingHandlers } from './http/recordings.ts';
import { registerHandlers } from './http/register.ts';
import type { RunnerProgram } from './http/runner-program.ts';
import { runnerWorkHandlers } from './http/runner-work.ts';
import { runnerHandlers } from './http/runners.ts';
import { runHandlers } from './http/runs.ts';
import { searchHandlers } from './http/search.ts';
import { specHandlers } from './http/specs.ts';
import { stateHandlers } from './http/state.ts';
import { systemHandlers } from './http/system.ts';
import { talkHandlers } from './http/talk.ts';
import { taskHandlers } from './http/tasks.ts';
import { terminalHandlers } from './http/terminals.ts';
import { userHandlers } from './http/users.ts';
import { registerArrivalBounds } from './plugins/arrival.ts';
import { SessionCookie } from './plugins/credentials.ts';
import { registerDocs } from './plugins/docs.ts';
import { registerErrors, sendProblem } from './plugins/errors.ts';
import { registerHeaders, registerRateLimit } from './plugins/headers.ts';
import { AllowedHosts, registerHostCheck } from './plugins/hosts.ts';
import type { ExportedSite } from './web/exported-site.ts';
import { serveSite } from './web/serve-site.ts';
import { ClientGateway } from './ws/client-gateway.ts';
import { RunnerGateway } from './ws/runner-gateway.ts';
import type { RunWriters } from './ws/runner-streams.ts';
import { TerminalGateway } from './ws/terminal-gateway.ts';
import { attachSockets } from './ws/upgrade.ts';
import { VoiceGateway } from './ws/voice-gateway.ts';

export interface AppParts {
  core: Core;
  config: Config;
  logs: LogWriter;
  logger: FastifyBaseLogger;
  /** Null where the web app is served by something else. */
  site: ExportedSite | null;
  /** Null where it was not built. */
  runnerProgram: RunnerProgram | null;
}

/** Builds the whole HTTP and socket server; listening is the caller's. `close` ends sockets and requests. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { core, config, logs, logger, site } = parts;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, error),
    genReqId: () => randomUUID(),
    // One hop: what a client itself writes into X-Forwarded-For counts for nothing.
    trustProxy: (_address, hop) => config.TRUST_PROXY && hop === 0,
    // Which bound counts depends on the route: see registerArrivalBounds.
    requestTimeout: 0,
    // A busy machine may take long to start; a start that was given up for that would only begin again.
    pluginTimeout: 120_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 256, ignoreTrailingSlash: false },
  });
  const cookie = new SessionCookie(config);
  const hosts = new AllowedHosts(config, app.server);
  registerErrors(app);
  registerArrivalBounds(app);
  registerHostCheck(app, hosts);
  await registerHeaders(app, config);
  await app.register(cookiePlugin);
  await registerRateLimit(app, config);
  await registerDocs(app);
  const writers: RunWriters = { logs, transcripts: new TranscriptWriter(core) };
  registerHandlers(app, core, cookie, [
    ...systemHandlers(core, config),
    ...authHandlers(core, cookie),
    ...userHandlers(core),
    ...projectHandlers(core),
    ...taskHandlers(core),
    ...mergeHandlers(core),
    ...provenanceHandlers(core),
    ...talkHandlers(core),
    ...discussionHandlers(core),
    ...specHandlers(core),
    ...recordingHandlers(core),
    ...searchHandlers(core),
    ...orchestratorHandlers(core),
    ...stateHandlers(core),
    ...inboxHandlers(core),
    ...runHandlers(core),
    ...runnerWorkHandlers(core, writers),
    ...runnerHandlers(core, parts.runnerProgram),
    ...terminalHandlers(core),
    ...providerHandlers(core),
    ...modelHandlers(core),
    ...modelCallHandlers(core),
    ...promptHandlers(core),
  ]);
  if (site) await serveSite(app, site);
  attachGateways(app, { core, hosts, cookie, writers });
  return app;
}

function attachGateways(
  app: FastifyInstance,
  parts: { core: Core; hosts: AllowedHosts; cookie: SessionCookie; writers: RunWriters },
): void {
  const clients = new ClientGateway(parts.core);
  const runners = new RunnerGateway(parts.core, parts.writers);
  const terminals = new TerminalGateway(parts.core);
  const voices = new VoiceGateway(parts.core);
  const detach = attachSockets(app.server, { ...parts, clients, runners, terminals, voices });
  app.addHook('preClose', async () => {
    detach();
    runners.close();
    clients.close();
    terminals.close();
    await voices.close();
    await Promise.all([parts.writers.logs.stop(), parts.writers.transcripts.stop()]);
  });
}
