using System.Collections;
using System.Runtime.InteropServices;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer;

/// <summary>The host agent as an executable.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var traceIds = TraceIdListener.Start(ProducerTelemetry.Name);
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, RequestStop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, RequestStop);
        return await AgentCommand.RunAsync(arguments, ReadEnvironment(), Console.Out, Console.Error, stop.Token);

        // The first signal requests a clean stop. A second Ctrl-C ends the process at once; a second SIGTERM does not, because the host may
        // still have to deregister. The handler must return quickly, so cancellation runs elsewhere.
        void RequestStop(PosixSignalContext signal)
        {
            if (stop.IsCancellationRequested && signal.Signal is PosixSignal.SIGINT) return;
            signal.Cancel = true;
            ThreadPool.QueueUserWorkItem(_ => stop.Cancel());
        }
    }

    private static Dictionary<string, string> ReadEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
