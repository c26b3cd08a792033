using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Whether an endpoint can receive, told to MassTransit's health check and to the log when it changes.</summary>
internal sealed class EndpointStanding(SqsReceiveEndpointContext endpoint)
{
    private int standing;

    private enum Is
    {
        Unknown,
        Fine,
        Failed,
    }

    public Task FineAsync()
    {
        var before = Become(Is.Fine);
        if (before is Is.Fine) return Task.CompletedTask;
        if (before is Is.Failed) LogContext.Info?.Log("{Queue} is received from again", endpoint.Settings.Name);
        return endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
    }

    public Task FailedAsync(Exception failure)
    {
        if (Become(Is.Failed) is not Is.Failed) LogContext.Warning?.Log("Nothing is received from {Queue}: {Reason}", endpoint.Settings.Name, failure.Message);
        return endpoint.TransportObservers.NotifyFaulted(endpoint.InputAddress, endpoint.ConvertException(failure, $"nothing is received from {endpoint.Settings.Name}: "));
    }

    private Is Become(Is now) => (Is)Interlocked.Exchange(ref standing, (int)now);
}
