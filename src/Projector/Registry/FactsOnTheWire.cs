using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Storage;

namespace Pipeline.Projector.Registry;

/// <summary>Configures a bus to serialize facts as <see cref="ContractsJson"/> defines, for every transport.</summary>
public static class FactsOnTheWire
{
    public static void UseFactsJson(this IBusFactoryConfigurator bus) => bus.ConfigureJsonSerializerOptions(Configure);

    /// <summary>Configures serializer options for messages.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
        StoredWords.AddTo(options.Converters);
        options.Converters.Add(new JsonStringEnumConverter());
        options.WriteIndented = false; // MassTransit indents by default, which makes messages larger
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        return options;
    }
}
