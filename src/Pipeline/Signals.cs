using System.Runtime.InteropServices;

namespace Pipeline;

/// <summary>
/// Ctrl-C and its kin ask for a clean stop; a second Ctrl-C ends the process at once. Of the others a second one changes nothing, because
/// who stops a group of processes easily says it to each of them twice.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly IReadOnlyList<PosixSignalRegistration> registrations;

    public Signals() => registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, Ask)),
    ];

    public CancellationToken Stop => stop.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
    }

    private void Ask(PosixSignalContext context)
    {
        if (stop.IsCancellationRequested && context.Signal is PosixSignal.SIGINT) return;
        context.Cancel = true;

        // The handler returns at once: what the token sets going may take its time.
        ThreadPool.QueueUserWorkItem(_ => stop.Cancel());
    }
}
