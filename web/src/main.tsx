import "./fds.css";
import "./tokens.css";
import "./base.css";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { mayPass, pauseBefore } from "./api/api-error.ts";
import { Announcer } from "./frame/announce.tsx";
import { AppearanceProvider } from "./frame/appearance.tsx";
import { CommandsProvider } from "./frame/commands.tsx";
import { applyThemeChoice, readThemeChoice } from "./frame/theme-choice.ts";
import { router } from "./routes.tsx";

applyThemeChoice(readThemeChoice());

const client = new QueryClient({
  queryCache: new QueryCache(),
  defaultOptions: {
    queries: { retry: (failures, error) => failures < 3 && mayPass(error), retryDelay: pauseBefore, staleTime: 5_000 },
    mutations: { retry: false },
  },
});

const place = document.getElementById("app");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <AppearanceProvider>
          <CommandsProvider>
            <Announcer>
              <RouterProvider router={router} />
            </Announcer>
          </CommandsProvider>
        </AppearanceProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
