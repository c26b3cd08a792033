using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Reports to MassTransit's health check, and on a change to the log, whether an endpoint can receive.</summary>
internal sealed class EndpointHealth(SqsReceiveEndpointContext endpoint)
{
    private int current;

    private enum State
    {
        Unknown,
        Ready,
        Faulted,
    }

    public Task ReportReadyAsync()
    {
        var before = ChangeTo(State.Ready);
        if (before is State.Ready) return Task.CompletedTask;
        if (before is State.Faulted) LogContext.Info?.Log("{Queue} receives again", endpoint.Settings.Name);
        return endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
    }

    public Task ReportFaultedAsync(Exception failure)
    {
        var queue = endpoint.Settings.Name;
        if (ChangeTo(State.Faulted) is not State.Faulted)
            LogContext.Warning?.Log("{Queue} cannot receive: {Reason}", queue, failure.Message);
        return endpoint.TransportObservers.NotifyFaulted(
            endpoint.InputAddress, endpoint.ConvertException(failure, $"{queue} cannot receive: "));
    }

    private State ChangeTo(State next) => (State)Interlocked.Exchange(ref current, (int)next);
}
