using System.Net.Mime;
using Microsoft.OpenApi;

namespace Pipeline.Console.Api.Description;

/// <summary>The description of the API in OpenAPI, made from the endpoints and the views that they send.</summary>
internal static class ApiDocument
{
    /// <summary>What stands in the path of every endpoint. A change that would break a client gets another one.</summary>
    public const string Version = "v1";

    private const string Bearer = "bearer";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Version, document =>
    {
        document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith($"{Version}/", StringComparison.Ordinal) == true;
        document.AddDocumentTransformer((made, _, _) =>
        {
            made.Info = new()
            {
                Title = "Pipeline",
                Version = Version,
                Description = "Services, instances, health, hosts and the zone's plan, for programs. Every answer has an ETag, takes "
                    + "If-None-Match with wait=30s, and is sent as server-sent events to who accepts text/event-stream.",
            };
            made.Servers = []; // the address depends on who asks
            made.Tags = null;
            made.Components ??= new();
            foreach (var schema in made.Components.Schemas?.Values.OfType<OpenApiSchema>() ?? []) RequireWhatIsAlwaysSent(schema);
            made.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = Bearer,
                    Description = "The console's token, where it is reached from other machines.",
                },
            };
            made.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, made)] = [] }];
            return Task.CompletedTask;
        });
        document.AddOperationTransformer((operation, _, _) =>
        {
            AddConditions(operation);
            return Task.CompletedTask;
        });
    });

    /// <summary>A member that is null is left out; every other one is there.</summary>
    private static void RequireWhatIsAlwaysSent(OpenApiSchema schema)
    {
        if (schema.Properties is not { } members) return;
        schema.Required = members.Where(member => !MayBeNull(member.Value)).Select(member => member.Key).ToHashSet();
    }

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(one => one.Type is JsonSchemaType.Null) == true;

    /// <summary>The headers that every endpoint understands, and the form of events.</summary>
    private static void AddConditions(OpenApiOperation operation)
    {
        operation.Tags = null;
        operation.Parameters ??= [];
        operation.Parameters.Add(Header("If-None-Match", "The ETag of the answer that the client has: 304 while it is still so."));
        operation.Parameters.Add(Header("Last-Event-ID", "The id of the last event that the client has: the state is sent if it differs."));
        if (operation.Responses?.TryGetValue("200", out var ok) == true && ok.Content is { } content)
            content[MediaTypeNames.Text.EventStream] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
