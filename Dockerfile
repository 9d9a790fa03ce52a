# Builds Web Chat's one file with the development packages, then ships production packages only.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional --ignore-scripts
COPY . .
RUN node adapters/webchat/vendor.ts --best && node adapters/site/cms/vendor.ts && node adapters/prepare-acts.ts

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Half of the packages is what Node never reads: types, source maps, and a test library that the SDK packs in.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force \
  && find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' \) -delete \
  && rm -rf node_modules/botbuilder/vendors/chai node_modules/botframework-streaming/vendors/chai
COPY --from=build /app/adapters ./adapters
COPY --from=build /app/bot ./bot
COPY --from=build /app/knowledge ./knowledge
COPY --from=build /app/region ./region
COPY --from=build /app/manifest ./manifest
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3978) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "adapters/main.ts"]
