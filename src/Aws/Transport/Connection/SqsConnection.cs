using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit;
using Pipeline.Aws.Answers;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Retrying;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Connection;

/// <summary>
/// The clients, the topology and the sender that a bus shares. HTTP has no connection to lose: during an outage each call retries by
/// itself.
/// </summary>
internal sealed class SqsConnection : IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <param name="settings">Region, credentials and client configuration.</param>
    /// <param name="mayDeploy">Whether missing queues, topics and subscriptions are created.</param>
    /// <param name="maxDelay">The longest delay that one message gets.</param>
    /// <param name="time">The clock of all waits and delays.</param>
    public SqsConnection(SqsHostSettings settings, bool mayDeploy, TimeSpan maxDelay, TimeProvider time)
    {
        (Settings, Time) = (settings, time);
        (Sqs, Sns) = settings.CreateClients();
        Directory = new(Sqs, Sns, time);
        Topology = mayDeploy ? new ManagedTopology(Sqs, Sns, Directory) : new ExistingTopology(Directory, settings.Region!.SystemName);
        Sender = new(Sqs, Sns, maxDelay, time, stopping.Token);
    }

    public SqsHostSettings Settings { get; }
    public TimeProvider Time { get; }
    public IAmazonSQS Sqs { get; }
    public IAmazonSimpleNotificationService Sns { get; }
    public BrokerDirectory Directory { get; }
    public ITopology Topology { get; }
    public BatchSender Sender { get; }

    /// <summary>Requested by whoever finds a queue or topic gone.</summary>
    public InspectionRequests Inspections { get; } = new();

    /// <summary>Holds back publications to topics that are created again.</summary>
    public TopicGates Gates { get; } = new();

    /// <summary>How often endpoints look whether their parts still exist. SNS lists 30 pages of subscriptions a second.</summary>
    public TimeSpan InspectEvery { get; init; }

    /// <summary>Ends all retries: later failures are final.</summary>
    public void Stop() => stopping.Cancel();

    public void Dispose() => stopping.Dispose();

    /// <summary>Calls SNS or SQS, and retries transient failures until the call succeeds, the caller cancels or the bus stops.</summary>
    public async Task<T> RetryTransientAsync<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        for (var backoff = new Backoff(Time); ;)
        {
            try
            {
                return await call();
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested && TransientErrors.IsTransient(failure))
            {
                LogContext.Warning?.Log("{Host} cannot be reached, retrying: {Reason}", Settings, failure.Message);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping.Token);
                if (await backoff.WaitAsync(either.Token, failure)) continue;
                cancel.ThrowIfCancellationRequested();
                throw;
            }
        }
    }
}
