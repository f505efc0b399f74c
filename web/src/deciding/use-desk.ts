import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../api/queries.ts";
import { type MyDesk, myDesk } from "./my-desk.ts";

/** My desk in the workspace; undefined until it is known who I am, and in a browser that stores nothing. */
export function useDesk(ws: string): MyDesk | undefined {
  const me = useQuery(meQuery).data?.person;
  return useQuery({
    queryKey: ["desk", ws, me?.id],
    queryFn: () => (me === undefined ? Promise.reject(new Error("not signed in")) : myDesk(ws, me)),
    enabled: me !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  }).data;
}
