using Amazon.SQS.Model;
using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Receives for an endpoint until it stops: makes its topology ready, polls, and after an outage begins anew. When it stops, what is being
/// handled is finished, and what is not yet begun is given back to the queue at once.
/// </summary>
internal sealed class ReceiveAgent : ConsumerAgent<string>, ReceiveTransportHandle
{
    /// <summary>Who received for as long as this is not failing again and again.</summary>
    private static readonly TimeSpan ALongTime = TimeSpan.FromMinutes(1);

    private readonly SqsReceiveEndpointContext endpoint;
    private bool purged;

    public ReceiveAgent(SqsReceiveEndpointContext endpoint)
        : base(endpoint, StringComparer.Ordinal)
    {
        this.endpoint = endpoint;
        TrySetConsumeTask(Task.Run(RunAsync));
    }

    private SqsConnection Connection => endpoint.Connection;

    public Task Stop(CancellationToken cancellationToken = default) => this.Stop("Stop Receive Transport", cancellationToken);

    private async Task RunAsync()
    {
        LogContext.SetCurrentIfNull(endpoint.LogContext);
        try
        {
            foreach (var topic in endpoint.TopicsAtStart)
                await Connection.PatientlyAsync(() => Connection.Topology.TopicAsync(topic, Stopping), Stopping);
            if (!endpoint.ReceivePipe.Connected.IsCompleted)
            {
                // Nobody is connected yet, such as with the queue of responses that nobody has asked for.
                await endpoint.TransportObservers.NotifyReady(endpoint.InputAddress, isStarted: false);
                await endpoint.ReceivePipe.Connected.WaitAsync(Stopping);
            }

            await endpoint.DependenciesReady.WaitAsync(Stopping);
            SetReady();
            await ServeAsync();
            await RemoveAsync();
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
        }
        finally
        {
            await endpoint.TransportObservers.NotifyCompleted(endpoint.InputAddress, this);
        }
    }

    private async Task ServeAsync()
    {
        var standing = new EndpointStanding(endpoint);
        var backoff = new Backoff(Connection.Time);
        for (var began = Connection.Time.GetTimestamp(); !IsStopping; began = Connection.Time.GetTimestamp())
        {
            try
            {
                var queue = await PrepareAsync();
                await standing.FineAsync();
                if (endpoint.DeployOnly) await Task.Delay(Timeout.InfiniteTimeSpan, Connection.Time, Stopping);
                else await TakeInAsync(queue, standing);
            }
            catch (Exception) when (IsStopping)
            {
                return;
            }
            catch (Exception failure)
            {
                if (failure is QueueDoesNotExistException) Connection.Topology.ForgetQueue(endpoint.Settings.Name);
                await standing.FailedAsync(failure);
            }

            if (Connection.Time.GetElapsedTime(began) > ALongTime) backoff.Reset();
            if (!await backoff.WaitAsync(Stopping)) return;
        }
    }

    private async Task TakeInAsync(QueueHandle queue, EndpointStanding standing)
    {
        using var intake = new MessageIntake(endpoint, queue, DispatchAsync, standing, Stopping);
        await intake.RunAsync();
    }

    private async Task<QueueHandle> PrepareAsync()
    {
        var queue = await Connection.Topology.EndpointAsync(endpoint.Plan, Stopping);
        if (endpoint.Settings.PurgeOnStartup && !purged)
        {
            await Connection.Sqs.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = queue.Url }, Stopping);
            purged = true;
        }

        return queue;
    }

    /// <returns>False where it is too late to begin.</returns>
    private async Task<bool> DispatchAsync(ReceivedMessage message, MessageLock held)
    {
        if (IsStopping) return false;
        LogContext.SetCurrentIfNull(endpoint.LogContext);
        using var context = new SqsReceiveContext(message, endpoint);
        try
        {
            await Dispatch(held.ReceiptHandle, context, held);
        }
        catch (Exception failure)
        {
            context.LogTransportFaulted(failure);
        }

        return true;
    }

    private async Task RemoveAsync()
    {
        try
        {
            await Connection.Topology.RemoveAsync(endpoint.Plan, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogContext.Warning?.Log("The temporary queue {Queue} could not be deleted: {Reason}", endpoint.Settings.Name, failure.Message);
        }
    }
}
