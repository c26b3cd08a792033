using System.Text.Json;
using Pipeline.Projector.Registry;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>The form in which messages travel: the one that the product gives its transport.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Json = FactsOnTheWire.Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver,
    });

    public static byte[] Write(object message, Type type) => JsonSerializer.SerializeToUtf8Bytes(message, type, Json);

    public static object Read(byte[] body, Type type) => JsonSerializer.Deserialize(body, type, Json)!;
}
