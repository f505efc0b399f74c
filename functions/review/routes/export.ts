import { inWorkspace, json } from "../route.ts";

void inWorkspace;
void json;
export const exportRoutes: [] = [];
