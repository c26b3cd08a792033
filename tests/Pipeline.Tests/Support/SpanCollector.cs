using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Tests.Support;

/// <summary>
/// A collector on loopback that takes spans by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp) and keeps what a trace
/// is made of. Fields go by their numbers in opentelemetry/proto/trace/v1/trace.proto.
/// </summary>
internal sealed class SpanCollector : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<Span> spans = [];

    private SpanCollector(WebApplication server) => this.server = server;

    /// <summary>All that was sent so far.</summary>
    public Spans Spans => new(spans);

    /// <summary>The environment of a process that sends here, and soon.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = server.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    public static async Task<SpanCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new SpanCollector(builder.Build());
        collector.server.Run(collector.TakeAsync);
        await collector.server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task TakeAsync(HttpContext exchange)
    {
        var body = await ByteString.FromStreamAsync(exchange.Request.Body, exchange.RequestAborted);
        exchange.Response.ContentType = "application/x-protobuf";
        if (exchange.Request.Path != "/v1/traces") return;
        foreach (var resource in Fields(body).Of(1))
        {
            var attributes = Fields(resource).Of(1).SelectMany(one => Fields(one).Of(1)).Select(Fields).ToList();
            var (service, version) = (Attribute("service.name"), Attribute("service.version"));
            foreach (var span in Fields(resource).Of(2).SelectMany(scope => Fields(scope).Of(2)).Select(Fields))
                spans.Enqueue(new(service, version, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5)));

            string Attribute(string name) => attributes
                .Where(attribute => attribute.Text(1) == name).Select(attribute => Fields(attribute.One(2)).Text(1)).FirstOrDefault("");
        }
    }

    private static Message Fields(ByteString message) => Message.Read(message);

    /// <summary>A message's fields that have a length: messages, texts, bytes.</summary>
    private sealed class Message(ILookup<int, ByteString> fields)
    {
        public static Message Read(ByteString message)
        {
            var found = new List<(int Number, ByteString Value)>();
            var input = message.CreateCodedInput();
            while (input.ReadTag() is not 0 and var tag)
            {
                if (WireFormat.GetTagWireType(tag) is WireFormat.WireType.LengthDelimited)
                    found.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes()));
                else input.SkipLastField();
            }

            return new(found.ToLookup(field => field.Number, field => field.Value));
        }

        public IEnumerable<ByteString> Of(int number) => fields[number];

        public ByteString One(int number) => fields[number].FirstOrDefault(ByteString.Empty);

        public string Text(int number) => One(number).ToStringUtf8();

        public string Hex(int number) => Convert.ToHexStringLower(One(number).Span);
    }
}
