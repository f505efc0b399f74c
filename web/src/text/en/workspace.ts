import type { workspace as danish } from "../da/workspace.ts";

export const workspace: Record<keyof typeof danish, string> = {
  "sign-in.title": "Sign in to Belæg",
  "sign-in.lead": "Reports in, claims with their evidence out, decided by experts.",
  "sign-in.choose": "Choose who you are",
  "sign-in.local-note": "Belæg runs on this machine. There are no passwords here, only trial people.",
  "sign-in.oidc": "Sign in with your organisation",
  "sign-in.unavailable": "Signing in is not available. Is the server running?",
  "workspaces.title": "Workspaces",
  "workspaces.lead": "A workspace is one synthesis: its reports, themes, claims and drafts.",
  "workspaces.none": "You are not a member of a workspace yet. Make one, or ask an editor to add you.",
  "workspaces.open": "Open {name}",
  "workspaces.create": "Make a workspace",
  "workspaces.name": "Name",
  "workspaces.name-hint": "For example “Cancer Plan V”",
  "workspaces.name-needed": "Write a name for the workspace.",
  "workspaces.reviewers": "How many review each claim?",
  "workspaces.one-reviewer": "One: the latest decision stands",
  "workspaces.two-reviewers": "Two: neither sees the other's decision until both have decided",
  "workspaces.your-role": "Your role: {role}",
};
