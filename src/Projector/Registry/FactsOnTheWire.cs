using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Storage;

namespace Pipeline.Projector.Registry;

/// <summary>Makes a bus write facts as <see cref="ContractsJson"/> pins them, whatever the transport.</summary>
public static class FactsOnTheWire
{
    public static void UseFactsJson(this IBusFactoryConfigurator bus) => bus.ConfigureJsonSerializerOptions(Configure);

    /// <summary>Makes options write messages so.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
        StoredWords.AddTo(options.Converters);
        options.Converters.Add(new JsonStringEnumConverter());
        options.WriteIndented = false; // MassTransit indents, and every reader of a message would pass over the blanks
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        return options;
    }
}
