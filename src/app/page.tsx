import { redirect } from "next/navigation";
import { HOME_PATH } from "@/lib/utils/safe-path";

export default function RootPage() {
  redirect(HOME_PATH);
}
