using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using MassTransit.AmazonSqsTransport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests.Support;

/// <summary>A scope of moto for one test: its own names, clients to inspect them, and buses that it stops at the end.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static int brokers;

    private readonly ConcurrentStack<IHost> hosts = new();
    private readonly Uri endpoint;

    private TestBroker(Uri endpoint)
    {
        this.endpoint = endpoint;
        Sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Region });
        Sns = new AmazonSimpleNotificationServiceClient(
            Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Region });
    }

    public const string Region = "us-east-1";

    /// <summary>The prefix of all names of this test.</summary>
    public string Scope { get; } = $"s{Interlocked.Increment(ref brokers)}";

    public AmazonSQSClient Sqs { get; }

    public AmazonSimpleNotificationServiceClient Sns { get; }

    public static BasicAWSCredentials Credentials { get; } = new("testing", "testing");

    public static async Task<TestBroker> CreateAsync(Moto moto) => new(await moto.EndpointAsync());

    /// <summary>The name of a queue of this test.</summary>
    public string Queue(string name) => $"{Scope}-{name}";

    /// <summary>The name of the topic of a message type.</summary>
    public string Topic<T>() => $"{Scope}_{new AmazonSqsMessageNameFormatter().GetMessageName(typeof(T))}";

    /// <summary>A proxy to moto that can be disconnected.</summary>
    public CuttableProxy CreateProxy() => new(new IPEndPoint(IPAddress.Loopback, endpoint.Port));

    /// <summary>Starts a bus.</summary>
    /// <param name="configure">Its endpoints.</param>
    /// <param name="register">Its consumers and sagas.</param>
    /// <param name="proxy">The proxy to connect through; null for a direct connection.</param>
    public async Task<IHost> StartAsync(
        Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure, Action<IBusRegistrationConfigurator>? register = null,
            CuttableProxy? proxy = null)
    {
        var host = Build(configure, register, proxy);
        hosts.Push(host);
        using var limit = new CancellationTokenSource(Timeout, TimeProvider.System);
        await host.StartAsync(limit.Token);
        return host;
    }

    /// <summary>Builds a bus that the test starts and stops itself.</summary>
    public IHost Build(
        Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure, Action<IBusRegistrationConfigurator>? register = null,
            CuttableProxy? proxy = null)
    {
        var url = proxy is null ? endpoint.AbsoluteUri : $"http://{proxy.EndPoint}";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            register?.Invoke(bus);
            bus.UsingAmazonSqs((context, transport) =>
            {
                transport.Host(Region, host =>
                {
                    host.AccessKey("testing");
                    host.SecretKey("testing");
                    host.Scope(Scope, scopeTopics: true);
                    host.Config(new AmazonSQSConfig { ServiceURL = url, AuthenticationRegion = Region });
                    host.Config(new AmazonSimpleNotificationServiceConfig { ServiceURL = url, AuthenticationRegion = Region });
                });
                transport.WaitTimeSeconds = 1;
                configure(context, transport);
            });
        });
        return builder.Build();
    }

    /// <summary>Receives a message from a queue and deletes it.</summary>
    public async Task<Message> ReceiveAsync(string queue)
    {
        // The queue may be created with its first message.
        var (url, message) = await Eventually.GetAsync(
            async () =>
            {
                var url = (await Sqs.GetQueueUrlAsync(queue)).QueueUrl;
                var answer = await Sqs.ReceiveMessageAsync(
                    new ReceiveMessageRequest(url) { MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] });
                return (url, answer.Messages?.FirstOrDefault());
            },
            found => found.Item2 is not null, $"a message in {queue}", Timeout);
        await Sqs.DeleteMessageAsync(url, message!.ReceiptHandle);
        return message;
    }

    /// <summary>The number of messages in a queue, those in flight included.</summary>
    public async Task<int> CountAsync(string queue)
    {
        var url = (await Sqs.GetQueueUrlAsync(queue)).QueueUrl;
        var attributes = await Sqs.GetQueueAttributesAsync(
            url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]);
        return attributes.Attributes.Values.Sum(int.Parse);
    }

    /// <summary>The number of messages in flight.</summary>
    public async Task<int> CountInFlightAsync(string queue)
    {
        var url = (await Sqs.GetQueueUrlAsync(queue)).QueueUrl;
        return int.Parse((await Sqs.GetQueueAttributesAsync(
            url, ["ApproximateNumberOfMessagesNotVisible"])).Attributes["ApproximateNumberOfMessagesNotVisible"]);
    }

    /// <summary>Whether a queue exists.</summary>
    public async Task<bool> QueueExistsAsync(string queue) =>
        ((await Sqs.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = queue })).QueueUrls ?? [])
            .Any(url => url.EndsWith($"/{queue}", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            using var limit = new CancellationTokenSource(Timeout, TimeProvider.System);
            await host.StopAsync(limit.Token);
            if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        }

        Sqs.Dispose();
        Sns.Dispose();
    }
}

internal static class TestBrokerExtensions
{
    public static IBus Bus(this IHost host) => host.Services.GetRequiredService<IBus>();

    /// <summary>Adds an endpoint with short polls, because moto goes on answering a long poll after its caller has gone.</summary>
    public static void Receive(
        this IAmazonSqsBusFactoryConfigurator bus, string queue, Action<IAmazonSqsReceiveEndpointConfigurator> configure) =>
        bus.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.WaitTimeSeconds = 1;
            configure(endpoint);
        });

    /// <summary>Adds a synchronous handler.</summary>
    public static void On<T>(this IReceiveEndpointConfigurator endpoint, Action<ConsumeContext<T>> handle)
        where T : class => endpoint.Handler<T>(context =>
        {
            handle(context);
            return Task.CompletedTask;
        });

    public static async Task SendAsync<T>(this IHost host, string queue, T message, Action<SendContext<T>>? with = null)
        where T : class
    {
        var endpoint = await host.Bus().GetSendEndpoint(new Uri($"queue:{queue}"));
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(context => with?.Invoke(context)));
    }
}
