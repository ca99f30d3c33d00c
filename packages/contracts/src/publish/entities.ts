import type { z } from 'zod';
import { Agent, AgentConfig, Command } from '../entities/agent.ts';
import { Conversation, Message } from '../entities/conversation.ts';
import { Cycle } from '../entities/cycle.ts';
import { RealtimeEvent } from '../entities/event.ts';
import { Project } from '../entities/project.ts';
import { Request, Understanding } from '../entities/request.ts';
import { Artifact, LogLine, Run, RunJob, RunResult } from '../entities/run.ts';
import { Runner } from '../entities/runner.ts';
import { StateDocument, StateVersion } from '../entities/state.ts';
import { Task, TaskEvent } from '../entities/task.ts';
import { Session, User } from '../entities/user.ts';
import { Problem } from '../errors.ts';
import { ClientFrame, ServerFrame } from '../frames/client.ts';
import { RunnerFrame, ServerToRunnerFrame } from '../frames/runner.ts';

/** Every schema published under its own name, at `/api/schemas/:name` and in OpenAPI's components. */
export const publishedSchemas = {
  Agent,
  AgentConfig,
  Artifact,
  ClientFrame,
  Command,
  Conversation,
  Cycle,
  LogLine,
  Message,
  Problem,
  Project,
  RealtimeEvent,
  Request,
  Run,
  RunJob,
  RunnerFrame,
  Runner,
  RunResult,
  ServerFrame,
  ServerToRunnerFrame,
  Session,
  StateDocument,
  StateVersion,
  Task,
  TaskEvent,
  Understanding,
  User,
} as const satisfies Record<string, z.ZodType>;
