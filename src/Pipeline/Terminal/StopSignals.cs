using System.Runtime.InteropServices;

namespace Pipeline.Terminal;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into a clean stop. A second SIGINT ends the process at once; a second SIGTERM or SIGHUP is ignored,
/// because whoever stops a process group often sends it twice.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly IReadOnlyList<PosixSignalRegistration> registrations;

    public StopSignals() => registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, RequestStop)),
    ];

    public CancellationToken Stop => stop.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
    }

    private void RequestStop(PosixSignalContext context)
    {
        if (stop.IsCancellationRequested && context.Signal is PosixSignal.SIGINT) return;
        context.Cancel = true;

        // The handler must return at once; what the token triggers may take time.
        ThreadPool.QueueUserWorkItem(_ => stop.Cancel());
    }
}
