using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Rebuilding;

/// <summary>The tables of the documents that are folded from streams.</summary>
internal static class StoredTables
{
    public static string Of<T>() => $"{RegistrySchema.Name}.{DocumentNames.TablePrefix}{NameOf(typeof(T))}";

    private static string NameOf(Type document) => document switch
    {
        _ when document == typeof(Container) => DocumentNames.Container,
        _ when document == typeof(Host) => DocumentNames.Host,
        _ when document == typeof(NameBinding) => DocumentNames.NameBinding,
        _ when document == typeof(LedgerEntry) => DocumentNames.LedgerEntry,
        _ => throw new ArgumentOutOfRangeException(nameof(document), document.Name, "A document that no stream folds to."),
    };
}
