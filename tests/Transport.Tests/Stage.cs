using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

/// <summary>A corner of moto for one test: names of its own, clients to look with, and buses that end with it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static int stages;

    private readonly ConcurrentStack<IHost> hosts = new();
    private readonly Uri endpoint;

    private Stage(Uri endpoint)
    {
        this.endpoint = endpoint;
        Sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Region });
        Sns = new AmazonSimpleNotificationServiceClient(Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Region });
    }

    public const string Region = "us-east-1";

    /// <summary>What every name of this stage begins with.</summary>
    public string Scope { get; } = $"s{Interlocked.Increment(ref stages)}";

    public AmazonSQSClient Sqs { get; }

    public AmazonSimpleNotificationServiceClient Sns { get; }

    public static BasicAWSCredentials Credentials { get; } = new("testing", "testing");

    public static async Task<Stage> SetAsync(Moto moto) => new(await moto.EndpointAsync());

    /// <summary>The name of a queue of this stage.</summary>
    public string Queue(string name) => $"{Scope}-{name}";

    /// <summary>The name of a message type's topic on this stage.</summary>
    public string Topic<T>() => $"{Scope}_{new AmazonSqsMessageNameFormatter().GetMessageName(typeof(T))}";

    /// <summary>A line to moto that can be cut.</summary>
    public CuttableProxy Line() => new(new IPEndPoint(IPAddress.Loopback, endpoint.Port));

    /// <summary>Starts a bus.</summary>
    /// <param name="configure">Its endpoints.</param>
    /// <param name="register">Its consumers and the like.</param>
    /// <param name="line">The line that it speaks over; else directly.</param>
    public async Task<IHost> StartAsync(
        Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure, Action<IBusRegistrationConfigurator>? register = null, CuttableProxy? line = null)
    {
        var host = Build(configure, register, line);
        hosts.Push(host);
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        await host.StartAsync(limit.Token);
        return host;
    }

    /// <summary>Makes a bus that its test starts and stops itself.</summary>
    public IHost Build(
        Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator> configure, Action<IBusRegistrationConfigurator>? register = null, CuttableProxy? line = null)
    {
        var url = line is null ? endpoint.AbsoluteUri : $"http://{line.EndPoint}";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Patience);
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

    /// <summary>Waits for a message in a queue, and takes it out.</summary>
    public async Task<Message> TakeAsync(string queue)
    {
        // The queue itself may only come with its first message.
        var (url, message) = await Eventually.GetAsync(
            async () =>
            {
                var url = (await Sqs.GetQueueUrlAsync(queue)).QueueUrl;
                var answer = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] });
                return (url, answer.Messages?.FirstOrDefault());
            },
            found => found.Item2 is not null, $"a message in {queue}", Patience);
        await Sqs.DeleteMessageAsync(url, message!.ReceiptHandle);
        return message;
    }

    /// <summary>How many messages a queue holds, those in hand included.</summary>
    public async Task<int> CountAsync(string queue)
    {
        var url = (await Sqs.GetQueueUrlAsync(queue)).QueueUrl;
        var attributes = await Sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]);
        return attributes.Attributes.Values.Sum(int.Parse);
    }

    /// <summary>How many messages of a queue somebody has in hand.</summary>
    public async Task<int> InHandAsync(string queue)
    {
        var url = (await Sqs.GetQueueUrlAsync(queue)).QueueUrl;
        return int.Parse((await Sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessagesNotVisible"])).Attributes["ApproximateNumberOfMessagesNotVisible"]);
    }

    /// <summary>Whether there is a queue of a name.</summary>
    public async Task<bool> HasAsync(string queue) =>
        ((await Sqs.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = queue })).QueueUrls ?? []).Any(url => url.EndsWith($"/{queue}", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
            await host.StopAsync(limit.Token);
            if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        }

        Sqs.Dispose();
        Sns.Dispose();
    }
}

internal static class HostBus
{
    public static IBus Bus(this IHost host) => host.Services.GetRequiredService<IBus>();

    /// <summary>An endpoint whose questions are short, because moto goes on answering one whose asker went away.</summary>
    public static void Receive(this IAmazonSqsBusFactoryConfigurator bus, string queue, Action<IAmazonSqsReceiveEndpointConfigurator> configure) =>
        bus.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.WaitTimeSeconds = 1;
            configure(endpoint);
        });

    /// <summary>Handles a message type on the spot.</summary>
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
