import { installHistoryGate } from "@/lib/history-gate";

// Next.js runs this before the application.
installHistoryGate();
